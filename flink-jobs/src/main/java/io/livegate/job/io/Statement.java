package io.livegate.job.io;

import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.challenge.Challenge;
import io.livegate.policy.challenge.Closing;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.Fired;
import io.livegate.policy.standing.Restriction;
import io.livegate.signal.ReasonCode;
import java.util.List;
import java.util.stream.Collectors;

/** A decision in one plain sentence, for the person it concerns and whoever has to answer them. */
final class Statement {

  private Statement() {}

  static String of(Decision decision) {
    Challenge challenge = decision.challenge();
    if (challenge != null && challenge.closing() != null) {
      return ended(challenge, challenge.closing());
    }
    String happened =
        switch (decision.effect()) {
          case ADMIT -> "admitted";
          case REFUSE -> "refused";
          case COACH -> "coached";
          case CHALLENGE ->
              "asked for a task" + (challenge == null ? "" : ", " + challenge.task().id() + ",");
          case WARN -> "warned";
          case BLUR -> "blurred";
          case DISCONNECT -> "disconnected";
          case BAN -> "banned";
          case REVIEW -> "handed to a human";
        };
    return (decision.effect() == Effect.BAN ? "The device " : "The session ")
        + (decision.mode() == Mode.OBSERVE ? "would have been " : "was ")
        + happened
        + " ("
        + decision.verdict()
        + ") by rule '"
        + decision.ruleId()
        + "' because "
        + because(decision)
        + ".";
  }

  /** A ban that rests on no picture of its session alone. */
  static String ofBan(Restriction ban, Mode mode, int strikes) {
    return (mode == Mode.OBSERVE ? "The device would have been" : "The device was")
        + " banned ("
        + ban.verdict()
        + ") "
        + (strikes == 0
            ? "without end because two reviewers wanted it so."
            : "because of " + strikes + " strikes, each in another session.");
  }

  private static String ended(Challenge challenge, Closing closing) {
    String how =
        switch (closing.result()) {
          case PASSED -> "was passed";
          case FAILED -> "was not passed";
          case UNCLEAR -> "is unclear";
          case DECLINED -> "was declined";
          case NOT_SHOWN -> "was not shown";
        };
    return "The task " + challenge.task().id() + " " + how + ": " + closing.why().sentence() + ".";
  }

  private static String because(Decision decision) {
    // Beside it stands what speaks for the person: the conditions of the admission.
    if (decision.reasons().equals(List.of(ReasonCode.MODEL_UNAVAILABLE))) {
      return "a model that the policy insists on was not there";
    }
    if (!decision.evidence().isEmpty()) {
      return decision.evidence().stream().map(Statement::held).collect(Collectors.joining(" and "));
    }
    List<ReasonCode> reasons = decision.reasons();
    if (decision.effect() == Effect.CHALLENGE) {
      return "it was reported, drawn, or chosen by the platform";
    }
    if (reasons.contains(ReasonCode.SEVERAL_DEVICES)) {
      return "two devices send into it at the same time";
    }
    if (reasons.contains(ReasonCode.CHALLENGE_FAILED)) {
      return "the person did not do what was asked of them";
    }
    if (reasons.contains(ReasonCode.CHALLENGE_UNCLEAR)) {
      return "it is not known whether the person can do what was asked of them";
    }
    return "nothing certain was known in time"
        + (reasons.isEmpty()
            ? ""
            : " (" + reasons.stream().map(Enum::name).collect(Collectors.joining(", ")) + ")");
  }

  private static String held(Fired fired) {
    return fired.signal()
        + " was "
        + (fired.comparison() == Condition.Comparison.AT_LEAST ? "at least " : "below ")
        + fired.threshold()
        + " in "
        + fired.hits()
        + " of "
        + fired.samples()
        + " frames within "
        + (fired.lastMillis() - fired.firstMillis())
        + " ms";
  }
}
