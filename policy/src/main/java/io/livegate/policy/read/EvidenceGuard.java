package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Whether the evidence of a rule justifies what it takes from a person. Where some of several
 * conditions are enough, every choice of them that is enough has to.
 */
final class EvidenceGuard {

  private record Compared(KnownSignal signal, Condition.Comparison comparison, double threshold) {

    boolean accuses() {
      return signal.speaksAgainst(comparison, threshold);
    }
  }

  private final JsonNode rule;
  private final Effect effect;
  private final Consumer<String> problems;

  EvidenceGuard(JsonNode rule, Effect effect, Consumer<String> problems) {
    this.rule = rule;
    this.effect = effect;
    this.problems = problems;
  }

  void check() {
    List<List<Compared>> ways = ways();
    for (List<Compared> way : ways) {
      String problem = problem(way);
      if (!problem.isEmpty()) {
        problems.accept(
            ways.size() == 1
                ? problem
                : "when of anyOf only " + names(some(way)) + " hold: " + problem);
        return; // what mends this one may well mend the others
      }
    }
  }

  private String problem(List<Compared> way) {
    String weak = weak(way);
    String view = weak.isEmpty() ? onlyView(way) : weak;
    return view.isEmpty() && effect == Effect.BAN ? families(way) : view;
  }

  /** A weak score must be joined by something that would justify the effect on its own. */
  private String weak(List<Compared> way) {
    List<Compared> weak = way.stream().filter(c -> c.signal.isWeak()).toList();
    if (weak.isEmpty() || way.stream().anyMatch(Compared::accuses)) {
      return "";
    }
    return names(weak)
        + (names(weak).contains(" and ") ? " are" : " is")
        + " wrong too often to "
        + effect.id()
        + " on; use challenge or review, or add a condition that justifies it alone"
        + " (liveness.live below, content.explicit atLeast, each past 0.5)";
  }

  /** Dark, blurred, small: what says only how little can be seen proves nothing against anybody. */
  private String onlyView(List<Compared> way) {
    if (way.isEmpty() || !way.stream().allMatch(c -> c.signal.measuresView())) {
      return "";
    }
    return names(way)
        + (way.size() == 1 ? " says" : " say")
        + " how much can be seen and nothing about the person, so it may not "
        + effect.id()
        + "; use coach or review, or add a condition on what is seen";
  }

  private String families(List<Compared> way) {
    Set<String> families = new TreeSet<>();
    for (Compared compared : way) {
      String family = compared.signal.accuser(compared.comparison, compared.threshold);
      if (family != null) {
        families.add(family);
      }
    }
    if (families.size() >= 2) {
      return "";
    }
    return "a ban needs two model families that accuse in one rule, here "
        + (families.isEmpty() ? "there is none" : "only " + String.join("", families))
        + "; add a condition of another (liveness.live below,"
        + " content.explicit atLeast, each past 0.5), or use disconnect";
  }

  private static String names(List<Compared> compared) {
    return compared.stream()
        .map(c -> c.signal.name())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  /** Every choice of conditions on which the rule can fire, as far as they can be read. */
  private List<List<Compared>> ways() {
    List<Compared> all = compared(rule.path("when"));
    List<Compared> some = compared(rule.path("anyOf").path("of"));
    int needed = Math.min(rule.path("anyOf").path("atLeast").asInt(), some.size());
    List<List<Compared>> ways = new ArrayList<>();
    for (int choice = 0; choice < 1 << some.size(); choice++) {
      if (Integer.bitCount(choice) == needed) {
        List<Compared> way = new ArrayList<>(all);
        for (int i = 0; i < some.size(); i++) {
          if ((choice >>> i & 1) == 1) {
            way.add(some.get(i));
          }
        }
        ways.add(way);
      }
    }
    return ways;
  }

  private List<Compared> some(List<Compared> way) {
    return way.subList(compared(rule.path("when")).size(), way.size());
  }

  private static List<Compared> compared(JsonNode conditions) {
    List<Compared> compared = new ArrayList<>();
    for (JsonNode condition : conditions) {
      KnownSignal signal = KnownSignals.find(condition.path("signal").asText());
      if (signal != null && condition.path("atLeast").isNumber()) {
        double threshold = condition.path("atLeast").asDouble();
        compared.add(new Compared(signal, Condition.Comparison.AT_LEAST, threshold));
      }
      if (signal != null && condition.path("below").isNumber()) {
        double threshold = condition.path("below").asDouble();
        compared.add(new Compared(signal, Condition.Comparison.BELOW, threshold));
      }
    }
    return compared.size() > 8 ? compared.subList(0, 8) : compared;
  }
}
