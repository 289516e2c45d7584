package io.livegate.job.judge;

/** Finds sequence numbers seen before: remembers the newest and which of the 64 up to it came. */
final class SeqWindow {

  private long newest = -1;
  private long seen;

  /**
   * A number far below the newest is a sender that counts anew: it must not go unjudged until it
   * has caught up.
   *
   * @return false if the number came before
   */
  boolean add(long seq) {
    if (seq > newest) {
      long ahead = seq - newest;
      seen = (ahead >= 64 || newest < 0 ? 0 : seen << ahead) | 1;
      newest = seq;
      return true;
    }
    long back = newest - seq;
    if (back >= 64) {
      newest = seq;
      seen = 1;
      return true;
    }
    if ((seen >>> back & 1) == 1) {
      return false;
    }
    seen |= 1L << back;
    return true;
  }
}
