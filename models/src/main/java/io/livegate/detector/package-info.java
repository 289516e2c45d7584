/** The contract every lane implements. */
@NullMarked
package io.livegate.detector;

import org.jspecify.annotations.NullMarked;
