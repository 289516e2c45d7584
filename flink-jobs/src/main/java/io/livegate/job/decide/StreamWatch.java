package io.livegate.job.decide;

import io.livegate.policy.evidence.Standing;
import org.apache.flink.streaming.api.TimerService;

/**
 * Notices sessions whose frames stop without an end, once for each silence. Of one task, live only;
 * its clock is the machine's. A silence of our own is nobody's: time before this task began does
 * not count, nor does a time in which nobody at all was heard of, unless it lasts.
 */
final class StreamWatch {

  /** A task that hears of one session only cannot tell its silence from an outage; it waits. */
  private static final int PATIENCE = 3;

  private final long silenceMillis;
  private long openedMillis;
  private long heardMillis;
  private long heardAgainMillis;

  /**
   * @param silenceMillis how long is a silence; 0 = nothing is watched
   */
  StreamWatch(long silenceMillis) {
    this.silenceMillis = silenceMillis;
  }

  /** Call before anything else of a record or timer; the first call is this task's beginning. */
  void open(long nowMillis) {
    if (openedMillis == 0) {
      openedMillis = nowMillis;
      heardMillis = nowMillis;
    }
  }

  /** Whether this time was before this task began. */
  boolean isBefore(long millis) {
    return millis < openedMillis;
  }

  /**
   * A frame was judged.
   *
   * @return how long it had been lost; 0 if it was not
   */
  long frame(SessionState state, long nowMillis) {
    if (nowMillis - heardMillis > silenceMillis) {
      heardAgainMillis = nowMillis;
    }
    heardMillis = nowMillis;
    long lost = state.lost ? Math.max(1, nowMillis - state.frameMillis) : 0;
    state.lost = false;
    state.frameMillis = nowMillis;
    return lost;
  }

  /** One timer is on its way for each session that is heard of. */
  void schedule(TimerService timers, SessionState state, long nowMillis) {
    if (silenceMillis > 0 && state.frameMillis > 0 && !isDone(state)) {
      if (state.watchMillis <= nowMillis) {
        scheduleAt(timers, state, state.frameMillis + silenceMillis);
      }
    }
  }

  /**
   * A timer of the session has come.
   *
   * @param behindMillis how far frames are behind the clock
   * @return for how long it has been silent; 0 unless it is lost as of now
   */
  long timer(TimerService timers, SessionState state, long nowMillis, long behindMillis) {
    if (state.watchMillis == 0 || nowMillis < state.watchMillis || isDone(state)) {
      return 0;
    }
    state.watchMillis = 0;
    long since = Math.max(state.frameMillis, Math.max(openedMillis, heardAgainMillis));
    long silent = nowMillis - since;
    long allowed = silenceMillis + behindMillis;
    boolean othersHeard = nowMillis - heardMillis < silenceMillis;
    if (silent >= allowed && (othersHeard || silent >= PATIENCE * allowed)) {
      state.lost = true;
      state.silences++;
      return nowMillis - state.frameMillis;
    }
    scheduleAt(timers, state, Math.max(since + allowed, nowMillis + silenceMillis / 2));
    return 0;
  }

  private static boolean isDone(SessionState state) {
    return state.lost || state.evidence.inForce == Standing.OVER;
  }

  private static void scheduleAt(TimerService timers, SessionState state, long atMillis) {
    state.watchMillis = (atMillis / 50 + 1) * 50;
    timers.registerProcessingTimeTimer(state.watchMillis);
  }
}
