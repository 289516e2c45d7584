/** Two models on the same frames: whether one can stand in for the other. */
@NullMarked
package io.livegate.compare;

import org.jspecify.annotations.NullMarked;
