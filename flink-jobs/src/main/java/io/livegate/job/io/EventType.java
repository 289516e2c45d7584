package io.livegate.job.io;

import io.livegate.policy.challenge.Challenge;
import io.livegate.policy.decide.Decision;

/** The CloudEvents types Livegate writes. Public: types are added, never renamed. */
public enum EventType {
  ADMITTED("io.livegate.session.admitted"),
  REFUSED("io.livegate.session.refused"),
  COACHED("io.livegate.session.coached"),
  CHALLENGED("io.livegate.session.challenged"),
  CHALLENGE_CLOSED("io.livegate.session.challenge.closed"),
  WARNED("io.livegate.session.warned"),
  BLURRED("io.livegate.session.blurred"),
  DISCONNECTED("io.livegate.session.disconnected"),
  ENDED("io.livegate.session.ended"),
  BANNED("io.livegate.device.banned"),
  UNBANNED("io.livegate.device.unbanned"),
  SUPERSEDED("io.livegate.action.superseded"),
  REVIEW_REQUESTED("io.livegate.review.requested"),
  REVIEW_RECORDED("io.livegate.review.recorded"),
  REVIEW_REJECTED("io.livegate.review.rejected"),
  STREAM_LOST("io.livegate.stream.lost"),
  STREAM_RESUMED("io.livegate.stream.resumed"),
  POLICY_APPLIED("io.livegate.policy.applied"),
  POLICY_REJECTED("io.livegate.policy.rejected"),
  POLICY_SWITCHED("io.livegate.policy.switched"),
  REVIEWERS_CHANGED("io.livegate.reviewers.changed"),
  SETTINGS_APPLIED("io.livegate.settings.applied"),
  SETTINGS_REJECTED("io.livegate.settings.rejected"),
  MODELS_APPLIED("io.livegate.models.applied"),
  MODELS_REJECTED("io.livegate.models.rejected");

  private final String id;

  EventType(String id) {
    this.id = id;
  }

  /** The {@code type} attribute. */
  public String id() {
    return id;
  }

  /** Its schema beside the class files: {@code <id>.schema.json}. */
  public String schemaResource() {
    return "io/livegate/events/" + id + ".schema.json";
  }

  static EventType of(Decision decision) {
    Challenge challenge = decision.challenge();
    return switch (decision.effect()) {
      case CHALLENGE ->
          challenge == null || challenge.closing() == null ? CHALLENGED : CHALLENGE_CLOSED;
      case ADMIT -> ADMITTED;
      case REFUSE -> REFUSED;
      case COACH -> COACHED;
      case WARN -> WARNED;
      case BLUR -> BLURRED;
      case DISCONNECT -> DISCONNECTED;
      case BAN -> BANNED;
      case REVIEW -> REVIEW_REQUESTED;
    };
  }
}
