package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.policy.Durations;
import io.livegate.policy.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The guard rails of one rule. */
final class RuleGuard {

  static final Duration LONGEST_BAN = Duration.ofDays(30);

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
    boolean restrictive = effect != null && effect.isRestrictive();
    for (int i = 0; i < when.size(); i++) {
      new ConditionGuard(located, problems, when.get(i), pointer + "/when/" + i).check(restrictive);
    }
    JsonNode some = rule.path("anyOf").path("of");
    for (int i = 0; i < some.size(); i++) {
      new ConditionGuard(located, problems, some.get(i), pointer + "/anyOf/of/" + i)
          .check(restrictive);
    }
    int needed = rule.path("anyOf").path("atLeast").asInt();
    if (some.size() > 0 && needed > some.size()) {
      add("/anyOf/atLeast", needed + " of " + some.size() + " can never hold; ask for fewer");
    }
    if (effect != null) {
      if (restrictive) {
        new EvidenceGuard(rule, effect, message -> add("/effect", message)).check();
      }
      checkTrigger(effect);
      checkPhase(effect);
      checkAge();
      checkVerdict(effect);
      checkDurations(effect);
    }
  }

  private void checkAge() {
    JsonNode age = rule.path("age");
    Duration atLeast = Durations.parse(age.path("atLeast").asText());
    Duration below = Durations.parse(age.path("below").asText());
    if (below != null && below.compareTo(atLeast == null ? Duration.ZERO : atLeast) <= 0) {
      add("/age/below", "no session is that old and younger than " + age.path("below").asText());
    }
    if (age.path("since").asText().equals("admission")
        && rule.path("phase").asText().equals("gate")) {
      add(
          "/age/since",
          "at the gate nobody has been admitted; count from begin, or take phase admitted");
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
    boolean ages = rule.has("age");
    boolean conditions = rule.path("when").size() + rule.path("anyOf").path("of").size() > 0;
    if (!rule.has("when") && !rule.has("anyOf") && !draws && !askedFor && !ages) {
      add("/", "'when' is missing: the conditions, all of which must hold");
    }
    boolean harmless = !effect.isRestrictive() && effect != Effect.ADMIT;
    if (!conditions && (draws || askedFor || ages) && !harmless) {
      add(
          "/effect",
          "a report, a draw or an age proves nothing, so it may not "
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
      add("/expires", noSuchBan(rule.path("expires").asText()));
    }
  }

  static String noSuchBan(String lasting) {
    return "a ban cannot last "
        + lasting
        + "; take more than 0 and 30d at most, longer is for a human to decide";
  }

  private void add(String member, String message) {
    problems.add(located.problem(pointer + member, message));
  }
}
