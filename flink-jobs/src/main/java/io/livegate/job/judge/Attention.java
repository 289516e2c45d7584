package io.livegate.job.judge;

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
   * Takes a frame in.
   *
   * @param atMillis the session's time axis, never decreasing
   * @param judged track of the face the session is judged by, -1 for none
   * @param gateMillis how long a session is at the gate
   */
  boolean isClose(long atMillis, int judged, long gateMillis) {
    boolean first = firstMillis == Long.MIN_VALUE;
    if (first) {
      firstMillis = atMillis;
    }
    boolean close =
        first
            || atMillis - firstMillis < gateMillis
            || atMillis - newestMillis < BURST_MILLIS
            || judged != track;
    newestMillis = atMillis;
    track = judged;
    return close;
  }
}
