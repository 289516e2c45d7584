/**
 * Pixels: header check, decoding, resampling. The only package of this module that knows OpenCV.
 */
@NullMarked
package io.livegate.image;

import org.jspecify.annotations.NullMarked;
