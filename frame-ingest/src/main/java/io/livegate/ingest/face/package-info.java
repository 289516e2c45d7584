/** Faces in a frame, and which of them is the same as before. */
@NullMarked
package io.livegate.ingest.face;

import org.jspecify.annotations.NullMarked;
