/** Which of a session's frames are worth judging. */
@NullMarked
package io.livegate.ingest.sample;

import org.jspecify.annotations.NullMarked;
