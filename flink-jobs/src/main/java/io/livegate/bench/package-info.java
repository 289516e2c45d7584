/**
 * How fast this machine judges frames: the judge alone in a bare loop against the same frames
 * through broker and Flink.
 */
@NullMarked
package io.livegate.bench;

import org.jspecify.annotations.NullMarked;
