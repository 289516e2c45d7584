package io.livegate.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * A place frames come from: an extension point. Used by one thread; only {@link #close} may come
 * from another, and makes a waiting {@link #next} return null or fail soon.
 *
 * <p>What a source reads is hostile until proven otherwise: an implementation bounds the memory and
 * the time one frame may cost, and turns every failure into a {@link SourceException}.
 */
public interface FrameSource extends AutoCloseable {

  SourceInfo info();

  /**
   * The next frame; waits for it where the source is live.
   *
   * @return null when the source has ended or was closed; every later call returns null too
   * @throws SourceException when it cannot go on; names the source and the reason
   */
  @Nullable SourceFrame next() throws SourceException;

  /** Releases everything; harmless when called twice. */
  @Override
  void close();
}
