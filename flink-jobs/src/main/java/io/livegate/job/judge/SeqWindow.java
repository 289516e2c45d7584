package io.livegate.job.judge;

/** Finds sequence numbers seen before: remembers the newest and which of the 64 up to it came. */
final class SeqWindow {

  private long newest = -1;
  private long seen;

  /**
   * @return false if the number came before, or lies too far back to tell
   */
  boolean add(long seq) {
    if (seq > newest) {
      long ahead = seq - newest;
      seen = (ahead >= 64 || newest < 0 ? 0 : seen << ahead) | 1;
      newest = seq;
      return true;
    }
    long back = newest - seq;
    if (back >= 64 || (seen >>> back & 1) == 1) {
      return false;
    }
    seen |= 1L << back;
    return true;
  }
}
