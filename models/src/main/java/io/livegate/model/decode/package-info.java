/** Tensors into answers. */
@NullMarked
package io.livegate.model.decode;

import org.jspecify.annotations.NullMarked;
