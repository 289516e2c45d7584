package io.livegate.cli.session;

import io.livegate.ingest.source.SourceFrame;
import io.livegate.ingest.source.SourceInfo;
import io.livegate.ingest.source.SourceInfo.Kind;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A recording is played in real time: a frame goes when its media time has passed on the clock. A
 * live source comes in real time already and is never held back: while its frames waited here, its
 * next ones would be lost. Every frame carries the clock's time.
 */
final class RealTimePace implements MediaFeed.Pace {

  private final boolean live;
  private final BooleanSupplier over;
  private final long limitMillis;
  private long startNanos;

  /**
   * @param source a stream or camera without an end is live; a recording behind an address is not
   * @param over asked all along; true ends the session
   * @param limitMillis media time from which on the session ends
   */
  RealTimePace(SourceInfo source, BooleanSupplier over, long limitMillis) {
    this.live =
        (source.kind() == Kind.STREAM || source.kind() == Kind.CAMERA)
            && source.durationMillis() < 0;
    this.over = over;
    this.limitMillis = limitMillis;
  }

  @Override
  public long startMillis() {
    startNanos = System.nanoTime();
    return System.currentTimeMillis();
  }

  @Override
  public long await(SourceFrame frame) throws InterruptedException {
    long due = startNanos + TimeUnit.MILLISECONDS.toNanos(frame.mediaMillis());
    for (long left = due - System.nanoTime(); !live && left > 0; left = due - System.nanoTime()) {
      if (over.getAsBoolean()) {
        return -1;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, 100_000_000));
    }
    boolean end = over.getAsBoolean() || frame.mediaMillis() >= limitMillis;
    return end ? -1 : System.currentTimeMillis();
  }
}
