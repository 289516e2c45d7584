/**
 * How fast this machine judges frames: the judge alone in a bare loop against the same frames
 * through broker and Flink, at the gate and in a long call, and against another system; and how
 * long one model takes.
 */
@NullMarked
package io.livegate.bench;

import org.jspecify.annotations.NullMarked;
