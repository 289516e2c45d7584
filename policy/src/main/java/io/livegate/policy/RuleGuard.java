package io.livegate.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The guard rails of one rule. */
final class RuleGuard {

  private static final Duration LONGEST_BAN = Duration.ofDays(30);

  private final Located located;
  private final List<PolicyProblem> problems;
  private final JsonNode rule;
  private final String pointer;
  private final @Nullable Effect effect;

  RuleGuard(Located located, List<PolicyProblem> problems, JsonNode rule, String pointer) {
    this.located = located;
    this.problems = problems;
    this.rule = rule;
    this.pointer = pointer;
    String written = rule.path("effect").asText();
    this.effect =
        Stream.of(Effect.values()).filter(e -> e.id().equals(written)).findFirst().orElse(null);
  }

  void check() {
    JsonNode when = rule.path("when");
    for (int i = 0; i < when.size(); i++) {
      new ConditionGuard(located, problems, when.get(i), pointer + "/when/" + i)
          .check(effect != null && effect.isRestrictive());
    }
    if (effect != null) {
      if (effect.isRestrictive()) {
        checkWeakEvidence(effect);
        checkUncertainty(effect);
      }
      checkTrigger(effect);
      checkPhase(effect);
      checkVerdict(effect);
      checkDurations(effect);
      if (effect == Effect.BAN) {
        checkFamilies();
      }
    }
  }

  private void checkPhase(Effect effect) {
    String needed =
        switch (effect) {
          case ADMIT, REFUSE -> "gate";
          case DISCONNECT, BAN -> "admitted or recheck";
          case COACH, CHALLENGE, REVIEW, WARN, BLUR -> "";
        };
    String phase = rule.path("phase").asText();
    if (!needed.isEmpty() && !phase.isEmpty() && !List.of(needed.split(" or ")).contains(phase)) {
      String instead =
          effect == Effect.DISCONNECT || effect == Effect.BAN ? "; at the gate use refuse" : "";
      add(
          "/phase",
          "effect " + effect.id() + " needs phase " + needed + ", not " + phase + instead);
    }
  }

  /** What makes the rule fire where it has no condition. */
  private void checkTrigger(Effect effect) {
    boolean draws = rule.path("share").asDouble(1) < 1;
    boolean askedFor = rule.path("reports").asInt(0) > 0;
    boolean conditions = rule.path("when").size() > 0;
    if (!rule.has("when") && !draws && !askedFor) {
      add("/", "'when' is missing: the conditions, all of which must hold");
    }
    boolean harmless = !effect.isRestrictive() && effect != Effect.ADMIT;
    if (!conditions && (draws || askedFor) && !harmless) {
      add(
          "/effect",
          "a report or a draw proves nothing, so it may not "
              + effect.id()
              + "; use coach, challenge or review, or add conditions under 'when'");
    }
  }

  private void checkVerdict(Effect effect) {
    String verdict = rule.path("verdict").asText();
    boolean stops = located.root().path("challenge").path("onFailed").asText().equals("stop");
    if (effect == Effect.CHALLENGE && stops && Set.of("", "UNSURE", "LIVE").contains(verdict)) {
      add(
          verdict.isEmpty() ? "/effect" : "/verdict",
          "with challenge onFailed stop a rule with effect challenge needs a verdict other than"
              + " UNSURE and LIVE: what a failed challenge is held to confirm, e.g."
              + " SYNTHETIC_SUSPECT");
    }
    if (effect.isRestrictive()) {
      if (verdict.isEmpty()) {
        add(
            "/effect",
            "effect "
                + effect.id()
                + " needs a verdict: say what the session is held to show, e.g. NO_FACE");
      } else if (verdict.equals("UNSURE") || verdict.equals("LIVE")) {
        add(
            "/verdict",
            "a rule with verdict "
                + verdict
                + " may not "
                + effect.id()
                + ": uncertainty punishes nobody; name what is seen, or use coach or review");
      }
    }
    if (effect == Effect.ADMIT && !Set.of("", "LIVE", "UNSURE").contains(verdict)) {
      add("/verdict", "effect admit needs verdict LIVE or UNSURE, not " + verdict);
    }
  }

  private void checkDurations(Effect effect) {
    Duration cooldown = Durations.parse(rule.path("cooldown").asText());
    if (cooldown != null && cooldown.isZero()) {
      add("/cooldown", "a cooldown of zero repeats the action with every frame; take 1s or more");
    }
    Duration expires = Durations.parse(rule.path("expires").asText());
    if (effect != Effect.BAN && rule.has("expires")) {
      add("/expires", "only a ban expires; for " + effect.id() + " use cooldown");
    } else if (effect == Effect.BAN && !rule.has("expires")) {
      add("/effect", "a ban must end: add expires, 30d at most");
    } else if (expires != null && (expires.isZero() || expires.compareTo(LONGEST_BAN) > 0)) {
      add(
          "/expires",
          "a ban cannot last "
              + rule.path("expires").asText()
              + "; take more than 0 and 30d at most, longer is for a human to decide");
    }
  }

  /** A weak score must be joined by something that would justify the effect on its own. */
  private void checkWeakEvidence(Effect effect) {
    Set<String> weak = new TreeSet<>();
    boolean justified = false;
    for (Compared compared : compared()) {
      if (compared.signal.isWeak()) {
        weak.add(compared.signal.name());
      }
      justified |= compared.signal.speaksAgainst(compared.comparison, compared.threshold);
    }
    if (!weak.isEmpty() && !justified) {
      add(
          "/effect",
          String.join(" and ", weak)
              + (weak.size() == 1 ? " is" : " are")
              + " wrong too often to "
              + effect.id()
              + " on; use challenge or review, or add a condition that justifies it alone"
              + " (liveness.live below, content.explicit atLeast, each past 0.5)");
    }
  }

  /** Dark, blurred, small: what says only how little can be seen proves nothing against anybody. */
  private void checkUncertainty(Effect effect) {
    List<Compared> compared = compared();
    if (!compared.isEmpty() && compared.stream().allMatch(c -> c.signal.measuresView())) {
      add(
          "/effect",
          compared.stream().map(c -> c.signal.name()).distinct().collect(Collectors.joining(", "))
              + (compared.size() == 1 ? " says" : " say")
              + " how much can be seen and nothing about the person, so it may not "
              + effect.id()
              + "; use coach or review, or add a condition on what is seen");
    }
  }

  private record Compared(KnownSignal signal, Condition.Comparison comparison, double threshold) {}

  /** The conditions that can be read. */
  private List<Compared> compared() {
    List<Compared> compared = new ArrayList<>();
    for (JsonNode condition : rule.path("when")) {
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
    return compared;
  }

  private void checkFamilies() {
    Set<String> families = new TreeSet<>();
    for (Compared compared : compared()) {
      String family = compared.signal.accuser(compared.comparison, compared.threshold);
      if (family != null) {
        families.add(family);
      }
    }
    if (families.size() < 2) {
      add(
          "/effect",
          "a ban needs two model families that accuse in one rule, here "
              + (families.isEmpty() ? "there is none" : "only " + String.join("", families))
              + "; add a condition of another (liveness.live below,"
              + " content.explicit atLeast, each past 0.5), or use disconnect");
    }
  }

  private void add(String member, String message) {
    problems.add(located.problem(pointer + member, message));
  }
}
