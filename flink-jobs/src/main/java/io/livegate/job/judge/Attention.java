package io.livegate.job.judge;

import io.livegate.frame.Face;
import java.util.List;

/**
 * Whether a session is looked at closely: at the gate, in a burst (another scene, a report, a task
 * on the screen), or because another face is judged than in the frame before. Otherwise a lane with
 * nothing to be afraid of may answer less often.
 *
 * <p>Bursts are known by the distance of their frames. Not thread-safe.
 */
final class Attention {

  private static final long BURST_MILLIS = 500;

  private static final int NOBODY = -1;

  private long firstMillis = Long.MIN_VALUE;
  private long newestMillis;
  private int track = NOBODY;

  /**
   * Whether a frame is one at the gate or of a burst; once for each frame, in their order.
   *
   * @param atMillis the session's time axis, never decreasing
   * @param gateMillis how long a session is at the gate
   */
  boolean isClose(long atMillis, long gateMillis) {
    boolean first = firstMillis == Long.MIN_VALUE;
    if (first) {
      firstMillis = atMillis;
    }
    boolean close =
        first || atMillis - firstMillis < gateMillis || atMillis - newestMillis < BURST_MILLIS;
    newestMillis = atMillis;
    return close;
  }

  /**
   * Whether another face is judged than in the frame before; once for each frame, in their order.
   *
   * @param faces the judged one first
   */
  boolean isAnother(List<Face> faces) {
    int before = track;
    track = faces.isEmpty() ? NOBODY : faces.get(0).track();
    return track != before;
  }
}
