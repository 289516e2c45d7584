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

  /** A timer that comes so late was not held up by other timers alone. */
  private static final long LATE_MILLIS = 100;

  private final long silenceMillis;
  private final long graceMillis;
  private long openedMillis;
  private long heldUpMillis;
  private long heardMillis;
  private long heardAgainMillis;

  /**
   * @param silenceMillis how long is a silence; 0 = nothing is watched
   * @param graceMillis how long a deadline waits for frames on their way
   */
  StreamWatch(long silenceMillis, long graceMillis) {
    this.silenceMillis = silenceMillis;
    this.graceMillis = graceMillis;
  }

  /** Call before anything else of a record or timer; the first call is this task's beginning. */
  void open(long nowMillis) {
    if (openedMillis == 0) {
      openedMillis = nowMillis;
      heardMillis = nowMillis;
    }
  }

  /** A timer has come. */
  void come(long timestamp, long nowMillis) {
    if (nowMillis - timestamp > LATE_MILLIS) {
      heldUpMillis = nowMillis;
    }
  }

  /**
   * Whether a deadline that has come is to wait: where this task was held up until just now, timers
   * come before the frames that have queued up meanwhile. Once for each deadline, so that it comes
   * also where the task is held up again and again.
   *
   * @param atMillis when it was to come
   */
  boolean putsOff(SessionState state, long atMillis, long nowMillis) {
    if (state.putOffMillis < atMillis && nowMillis - heldUpMillis < graceMillis) {
      state.putOffMillis = nowMillis + graceMillis;
    }
    return nowMillis < state.putOffMillis;
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
