/** Puts the cues together: calibrated, monotone, discounted for neighbouring frames. */
@NullMarked
package io.livegate.liveness.fuse;

import org.jspecify.annotations.NullMarked;
