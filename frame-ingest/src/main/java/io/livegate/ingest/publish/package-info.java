/** Frames and control records on their way to {@code livegate.frames}. */
@NullMarked
package io.livegate.ingest.publish;

import org.jspecify.annotations.NullMarked;
