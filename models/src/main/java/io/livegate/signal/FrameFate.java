package io.livegate.signal;

/** What became of a frame; see {@link FrameCounts} for each meaning. */
public enum FrameFate {
  JUDGED,
  SKIPPED,
  SUPERSEDED,
  FULL,
  REJECTED,
  UNDECODABLE,
  FAILED,
  DUPLICATE,
  AFTER_END,
  LOST
}
