package io.livegate.replay;

import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.SessionSummary;
import io.livegate.policy.evidence.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one policy made of a session.
 *
 * @param summary where it stood when its signals ended
 * @param decisions in their order
 */
public record Ruling(SessionSummary summary, List<Decision> decisions) {

  public Ruling {
    decisions = List.copyOf(decisions);
  }

  static Ruling of(Course course) {
    return new Ruling(course.summary(), course.decisions());
  }

  /** The first of each kind of action, by its effect; marked where it is only observed. */
  public Map<String, Decision> firstActions() {
    Map<String, Decision> first = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      first.putIfAbsent(kind(decision.effect(), decision.mode() == Mode.OBSERVE), decision);
    }
    return first;
  }

  static String kind(Effect effect, boolean observed) {
    return effect.id() + (observed ? " (observe)" : "");
  }

  /** When the session was refused or put out; null if it was not. */
  public @Nullable Long endedAtMillis() {
    return summary.outcome().compareTo(Outcome.REFUSED) >= 0 ? summary.decidedAtMillis() : null;
  }
}
