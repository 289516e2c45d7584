package io.livegate.ingest.source;

import io.livegate.frame.CaptureTimes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the intervals between the frames of a source while most of them are not sent. Of a clock
 * that is missing or jumps back nothing is said: what follows is another stream.
 */
final class CaptureLog {

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Deque<Integer> intervals = new ArrayDeque<>();
  private long lastMillis = UNKNOWN;

  /**
   * Once for each frame, in the order they are shown.
   *
   * @param micros its time stamp, {@code Long.MIN_VALUE} when it has none
   */
  void took(long micros) {
    long millis = micros == UNKNOWN ? UNKNOWN : Math.round(micros / 1000.0);
    if (millis == UNKNOWN || millis < lastMillis) {
      intervals.clear();
    } else if (lastMillis != UNKNOWN) {
      intervals.addLast((int) Math.min(CaptureTimes.LONGEST_MILLIS, millis - lastMillis));
      if (intervals.size() > CaptureTimes.MOST_OF_A_RECORD) {
        intervals.removeFirst();
      }
    }
    lastMillis = millis;
  }

  /** Those since the last call. */
  List<Integer> take() {
    List<Integer> taken = List.copyOf(intervals);
    intervals.clear();
    return taken;
  }
}
