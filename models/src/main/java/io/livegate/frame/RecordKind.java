package io.livegate.frame;

import java.util.Locale;

/**
 * What a record on {@code livegate.frames} is. Control records travel under the same key as frames,
 * so that they are ordered with the frames they speak of.
 */
public enum RecordKind {
  /** An encoded image. */
  FRAME,
  /** The session began; optional, the first frame begins it as well. */
  STARTED,
  /** The session is over: it is decided for the last time and forgotten. */
  ENDED,
  /** Another participant reported the session: it is judged before others. */
  REPORTED,
  /** The platform wants the person to be given a task, see {@link FrameHeader#challenge}. */
  CHALLENGE_ASKED,
  /** The task is on the person's screen: its clock runs from here. */
  CHALLENGE_SHOWN,
  /** The person said that they cannot do the task, or do not want to. */
  CHALLENGE_DECLINED,
  /** What the record's device showed is to be forgotten; for a person who asks for that. */
  ERASED;

  /** The name in headers: {@code challenge-shown}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
