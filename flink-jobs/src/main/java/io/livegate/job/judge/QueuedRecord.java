package io.livegate.job.judge;

import io.livegate.signal.FrameFate;

/** One record of a session. All methods are called once at most, {@code judge} by a worker. */
public interface QueuedRecord {

  /** False for a control record: nothing to judge, it only keeps its place. */
  boolean isFrame();

  /** A newer frame supersedes a waiting one of the same channel (witness) only. */
  int channel();

  /** When it entered the system, by the clock the scheduler was given. */
  long bornAtMillis();

  /** Judges the frame; must not throw. */
  void judge();

  /** The control record's turn has come. Called under the scheduler's lock: be brief. */
  void pass();

  /** It will not be judged. Called under the scheduler's lock: be brief. */
  void shed(FrameFate fate);
}
