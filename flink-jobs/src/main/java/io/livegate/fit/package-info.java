/** Fits how the liveness cues count, from files whose truth is known. */
@NullMarked
package io.livegate.fit;

import org.jspecify.annotations.NullMarked;
