/**
 * Perceptual hashes: what is kept of a frame to know it again, and nothing to see. {@code
 * io.livegate.image.Pdq} makes them.
 */
@NullMarked
package io.livegate.hash;

import org.jspecify.annotations.NullMarked;
