package io.livegate.job.receive;

import org.jspecify.annotations.Nullable;

/**
 * The frame buffers of this JVM, one per task attempt. Receiver and judge of an attempt run in one
 * task, so they meet here under its id. The last release drops the frames.
 */
public final class FrameBuffers {

  private static final SharedInstances<FrameBuffer> OPEN =
      new SharedInstances<>(FrameBuffer::clear);

  private FrameBuffers() {}

  /**
   * The attempt's buffer, made on first use. Pair with {@link #release}.
   *
   * @param maxBytes its bound, if it is made by this call
   */
  public static FrameBuffer acquire(String attempt, long maxBytes) {
    return OPEN.acquire(attempt, () -> new FrameBuffer(maxBytes));
  }

  /**
   * The attempt's buffer if somebody holds it. The receiver uses this: Flink never tells a
   * deserialiser that it is over, so it must not keep the buffer alive.
   */
  public static @Nullable FrameBuffer find(String attempt) {
    return OPEN.find(attempt);
  }

  /** Gives the buffer back; the last holder's call drops what is left in it. */
  public static void release(String attempt) {
    OPEN.release(attempt);
  }

  /** Attempts holding a buffer; for leak checks. */
  public static int open() {
    return OPEN.size();
  }
}
