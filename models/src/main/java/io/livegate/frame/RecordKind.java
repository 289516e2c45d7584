package io.livegate.frame;

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
  REPORTED
}
