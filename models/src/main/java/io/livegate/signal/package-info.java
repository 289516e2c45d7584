/**
 * What was measured on a frame: derived scalars and reason codes, the record policies are replayed
 * on.
 */
@NullMarked
package io.livegate.signal;

import org.jspecify.annotations.NullMarked;
