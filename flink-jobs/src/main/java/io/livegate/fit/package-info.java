/**
 * Fits from files whose truth is known how the liveness cues count and how the scores of the
 * deepfake lane do.
 */
@NullMarked
package io.livegate.fit;

import org.jspecify.annotations.NullMarked;
