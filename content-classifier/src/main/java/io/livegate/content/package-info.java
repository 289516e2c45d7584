/** Explicit-content evidence. */
@NullMarked
package io.livegate.content;

import org.jspecify.annotations.NullMarked;
