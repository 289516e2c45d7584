package io.livegate.evaluate.count;

import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that act on one score being high: what "flagged" means for it.
 *
 * <p>A clip is flagged when such a rule fired. A still cannot show persistence, so it is flagged
 * when its score reaches a threshold of such a rule, as if it persisted.
 */
public final class Accusation {

  private final String signal;
  private final Set<String> rules = new HashSet<>();
  private final List<Condition> thresholds;

  /**
   * @param signal by its policy name, e.g. {@code deepfake.fake}
   */
  public Accusation(Policy policy, String signal) {
    this.signal = signal;
    this.thresholds =
        policy.rules().stream()
            .filter(rule -> rule.effect() != Effect.ADMIT)
            .flatMap(rule -> rule.conditions().stream().filter(this::accuses).peek(c -> note(rule)))
            .toList();
  }

  private boolean accuses(Condition condition) {
    return condition.signal().equals(signal)
        && condition.comparison() == Condition.Comparison.AT_LEAST;
  }

  private void note(Rule rule) {
    rules.add(rule.id());
  }

  public boolean flags(Case judged) {
    if (judged.isClip()) {
      return judged.happenings().stream().anyMatch(h -> rules.contains(h.rule()));
    }
    for (double score : judged.scores(signal)) {
      if (thresholds.stream().anyMatch(condition -> condition.isHit(score))) {
        return true;
      }
    }
    return false;
  }
}
