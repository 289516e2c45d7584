/** Cues over time that need no weights. */
@NullMarked
package io.livegate.liveness.cue;

import org.jspecify.annotations.NullMarked;
