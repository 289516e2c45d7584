package io.livegate.signal;

/** Why a lane or a session is as it is. Public: codes are added, never renamed. */
public enum ReasonCode {
  NO_FACE,
  FACE_TOO_SMALL,
  /** The finder is not sure that it is a face: drawn, turned away, covered. */
  FACE_UNCLEAR,
  SEVERAL_FACES,
  DARK,
  BLACK,
  BLURRED,
  /** Hardly any structure in the picture: a wall, a covered lens. */
  UNIFORM,
  /** The picture repeats exactly, up to coding noise. */
  FROZEN,
  /** The face does not move of itself: a held-still picture. */
  STATIC,
  PRESENTATION_ATTACK,
  NOT_HUMAN,
  SYNTHETIC,
  EXPLICIT,
  FEW_FRAMES,
  MODEL_UNAVAILABLE,
  MODEL_FAILED,
  /** Not an image this system reads. */
  UNSUPPORTED_FORMAT,
  TOO_LARGE,
  BAD_HEADER,
  UNDECODABLE,
  /** Nothing of the session's media could be read. */
  UNREADABLE,
  /** The picture shows an earlier stretch of itself again. */
  LOOP,
  /** The person did not do what was asked of them. */
  CHALLENGE_FAILED,
  /** A task was not shown, declined, or its answer cannot be judged. */
  CHALLENGE_UNCLEAR,
  /** The same moving pictures were shown in another session before. */
  SEEN_BEFORE,
  /** Two witnesses of the session see different pictures. */
  WITNESS_MISMATCH,
  /** A hand or another thing hides much of a face that was just there. */
  OCCLUDED,
  /** Two devices send into the session at the same time. */
  SEVERAL_DEVICES,
  /** The source's clock stamps its frames as no camera takes them. */
  CADENCE
}
