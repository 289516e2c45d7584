/**
 * Pixels: header check, decoding, and what is measured on them. The only package of this module
 * that knows OpenCV.
 */
@NullMarked
package io.livegate.image;

import org.jspecify.annotations.NullMarked;
