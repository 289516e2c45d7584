package io.livegate.policy.challenge;

import java.util.Locale;

/** Why a challenge ended as it did. Public vocabulary of events: added to, never renamed. */
public enum ChallengeReason {
  ANSWERED(Result.PASSED, "the movement was seen from its start to its end, in time"),
  LATE(Result.FAILED, "the deadline passed before the movement was complete"),
  WRONG_DIRECTION(Result.FAILED, "the face turned to the other side"),
  WRONG_COLOUR(Result.FAILED, "the light on the face did not follow the colours shown"),
  REPEATED(Result.FAILED, "the frames or the answer were shown before, as a recording's are"),
  EARLY(Result.UNCLEAR, "the movement had begun before anybody could have reacted"),
  FACE_LOST(Result.UNCLEAR, "the face was not in the picture all the time"),
  SEVERAL_FACES(Result.UNCLEAR, "there was a second face"),
  JUMP(Result.UNCLEAR, "the face jumped, as at a cut, or another took its place"),
  GAP(Result.UNCLEAR, "the stream was interrupted"),
  FEW_FRAMES(Result.UNCLEAR, "too few frames could be measured, or too few a second"),
  TOO_MANY_BLINKS(Result.UNCLEAR, "more blinks were counted than anybody makes"),
  UNEVEN_CLOCK(
      Result.UNCLEAR,
      "people blink unasked, and the frames' clock is no camera's: it shows nothing"),
  NOT_LIVE(Result.UNCLEAR, "the movement was seen, but the face looked like a picture of one"),
  ENDED(Result.UNCLEAR, "the session ended first"),
  WITHDRAWN(Result.UNCLEAR, "the policy does not enforce any more"),
  DECLINED(Result.DECLINED, "the person declined"),
  NOT_SHOWN(Result.NOT_SHOWN, "the platform did not say in time that the task was on the screen");

  private final Result result;
  private final String sentence;

  ChallengeReason(Result result, String sentence) {
    this.result = result;
    this.sentence = sentence;
  }

  public Result result() {
    return result;
  }

  /** A clause for people, without a full stop. */
  public String sentence() {
    return sentence;
  }

  /** The name in events: {@code wrong-direction}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
