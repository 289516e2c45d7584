package io.livegate.policy.decide;

import io.livegate.policy.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How near a rule is to firing at a moment.
 *
 * @param obstacle why it is not looked at; null if it is
 * @param held it would have fired, had no other won
 * @param conditions as in {@link Rule#conditions}
 */
public record RuleStanding(
    Rule rule, @Nullable Obstacle obstacle, boolean held, List<ConditionStanding> conditions) {

  public RuleStanding {
    conditions = List.copyOf(conditions);
  }

  /** 0 to 1: as near as the furthest of the conditions that it still needs. */
  public double nearness() {
    double nearest = 1;
    List<Double> some =
        IntStream.range(0, conditions.size())
            .filter(rule::isOneOfSome)
            .mapToObj(i -> conditions.get(i).nearness())
            .sorted(java.util.Comparator.reverseOrder())
            .toList();
    for (int i = 0; i < conditions.size(); i++) {
      nearest = rule.isOneOfSome(i) ? nearest : Math.min(nearest, conditions.get(i).nearness());
    }
    return rule.someNeeded() == 0 ? nearest : Math.min(nearest, some.get(rule.someNeeded() - 1));
  }
}
