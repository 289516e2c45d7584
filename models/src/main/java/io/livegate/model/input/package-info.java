/** Pixels into tensors: one pass from BGR bytes to normalised planes. */
@NullMarked
package io.livegate.model.input;

import org.jspecify.annotations.NullMarked;
