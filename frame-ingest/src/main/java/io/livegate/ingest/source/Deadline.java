package io.livegate.ingest.source;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A time limit FFmpeg itself asks about while it blocks, whatever the protocol: the per-protocol
 * time-out options leave gaps (an RTMP connect has none).
 *
 * <p>The limit lies in native memory, so that one callback serves every reader of the JVM; JavaCPP
 * gives out only a handful of them.
 */
final class Deadline implements AutoCloseable {

  private static final Expired EXPIRED = new Expired();

  private final LongPointer atNanos = new LongPointer(1);
  private volatile boolean aborted;

  void attach(AVFormatContext context) {
    context.interrupt_callback().callback(EXPIRED).opaque(atNanos);
  }

  /** From now on. */
  void set(Duration limit) {
    atNanos.put(aborted ? Long.MIN_VALUE : sinceStart() + limit.toNanos());
    if (aborted) {
      atNanos.put(Long.MIN_VALUE);
    }
  }

  /** Ends whatever FFmpeg waits for, now and later; from any thread. */
  void abort() {
    aborted = true;
    atNanos.put(Long.MIN_VALUE);
  }

  boolean passed() {
    return sinceStart() > atNanos.get();
  }

  @Override
  public void close() {
    atNanos.close();
  }

  private static long sinceStart() {
    return System.nanoTime() - Expired.START;
  }

  private static final class Expired extends AVIOInterruptCB.Callback_Pointer {

    static final long START = System.nanoTime();

    @Override
    public int call(Pointer opaque) {
      return sinceStart() > new LongPointer(opaque).get() ? 1 : 0;
    }
  }
}
