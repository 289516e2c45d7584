/** Presentation-attack models and cues: is it a live human being? */
@NullMarked
package io.livegate.liveness;

import org.jspecify.annotations.NullMarked;
