/** Perceptual hashes of pictures: what is kept of a frame to know it again, and nothing to see. */
@NullMarked
package io.livegate.hash;

import org.jspecify.annotations.NullMarked;
