package io.livegate.liveness.cue;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often the sender's clock says what no camera can: time that stands still or runs backwards
 * from one frame to a later one, or frames closer than any camera takes them, as software that
 * feeds pictures in bunches stamps them.
 *
 * <p>Value: share of impossible steps among the last {@value #MOST} between judged frames, 0..1. A
 * sender's clock is a claim, and a platform that stamps frames when it sends them makes bunches
 * honestly: a hint, no proof. Long gaps are lost frames and count for nothing.
 */
public final class Cadence implements Cue {

  /** Steps looked back on: two seconds at the gate. */
  static final int MOST = 20;

  /** With fewer steps a share says little. */
  static final int FEWEST = 10;

  /** Cameras of telephones go up to 240 frames a second in slow motion; live video to 60. */
  static final double SHORTEST_MILLIS = 1000.0 / 240;

  private final Deque<Boolean> impossible = new ArrayDeque<>();
  private boolean begun;
  private long lastMillis;
  private long lastSeq;

  @Override
  public Reading observe(CueFrame frame) {
    return observe(frame.capturedAtMillis(), frame.seq());
  }

  Reading observe(long capturedAtMillis, long seq) {
    if (begun && seq > lastSeq) {
      impossible.addLast(capturedAtMillis - lastMillis < SHORTEST_MILLIS * (seq - lastSeq));
      if (impossible.size() > MOST) {
        impossible.removeFirst();
      }
    }
    if (!begun || seq > lastSeq) {
      begun = true;
      lastMillis = capturedAtMillis;
      lastSeq = seq;
    }
    if (impossible.size() < FEWEST) {
      return Reading.NONE;
    }
    long count = impossible.stream().filter(Boolean::booleanValue).count();
    return Reading.of((double) count / impossible.size());
  }
}
