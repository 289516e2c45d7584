package io.livegate.policy.decide;

import io.livegate.signal.ReasonCode;
import java.util.List;

/**
 * What a person who is coached can do, in words a platform can translate. Public: hints are added,
 * never renamed.
 */
public enum Hint {
  /** Come into the picture and look at the camera. */
  SHOW_FACE,
  COME_CLOSER,
  /** Look straight at the camera. */
  FACE_THE_CAMERA,
  /** Take hand, mask, scarf or glasses off the face. */
  UNCOVER_FACE,
  /** Ask others to step out of the picture. */
  BE_ALONE,
  MORE_LIGHT,
  /** Take the cover off the camera, or point it at yourself. */
  UNCOVER_CAMERA,
  /** Hold the camera and the head still; wipe the lens. */
  HOLD_STILL,
  /** Move a little: turn the head, speak. */
  MOVE,
  /** Start the camera again: its picture stands still or repeats. */
  RESTART_CAMERA,
  /** Nothing to mend: it only takes a moment longer. */
  WAIT;

  /**
   * @param reasons most telling first; the first that a person can do something about counts
   */
  public static Hint of(List<ReasonCode> reasons) {
    return reasons.stream().map(Hint::of).filter(hint -> hint != WAIT).findFirst().orElse(WAIT);
  }

  private static Hint of(ReasonCode reason) {
    return switch (reason) {
      case NO_FACE -> SHOW_FACE;
      case FACE_TOO_SMALL -> COME_CLOSER;
      case FACE_UNCLEAR -> FACE_THE_CAMERA;
      case OCCLUDED -> UNCOVER_FACE;
      case SEVERAL_FACES -> BE_ALONE;
      case DARK -> MORE_LIGHT;
      case BLACK, UNIFORM -> UNCOVER_CAMERA;
      case BLURRED -> HOLD_STILL;
      case STATIC -> MOVE;
      case FROZEN, LOOP, CADENCE -> RESTART_CAMERA;
      case PRESENTATION_ATTACK,
          NOT_HUMAN,
          SYNTHETIC,
          EXPLICIT,
          FEW_FRAMES,
          MODEL_UNAVAILABLE,
          MODEL_FAILED,
          UNSUPPORTED_FORMAT,
          TOO_LARGE,
          BAD_HEADER,
          UNDECODABLE,
          UNREADABLE,
          CHALLENGE_FAILED,
          CHALLENGE_UNCLEAR,
          SEEN_BEFORE,
          WITNESS_MISMATCH,
          SEVERAL_DEVICES ->
          WAIT;
    };
  }
}
