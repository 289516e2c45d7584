package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.policy.After;
import io.livegate.policy.Age;
import io.livegate.policy.AnyOf;
import io.livegate.policy.ChallengeSettings;
import io.livegate.policy.ChallengeSettings.OnFailed;
import io.livegate.policy.Condition;
import io.livegate.policy.Durations;
import io.livegate.policy.Effect;
import io.livegate.policy.Gate;
import io.livegate.policy.Mode;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Phase;
import io.livegate.policy.Policy;
import io.livegate.policy.Reviewers;
import io.livegate.policy.Rule;
import io.livegate.policy.Strikes;
import io.livegate.policy.Task;
import io.livegate.signal.Lane;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the policy of a tree that has passed every check. */
final class PolicyReader {

  private PolicyReader() {}

  static Policy read(JsonNode root) {
    JsonNode gate = root.path("gate");
    Map<Lane, OnUnavailable> onUnavailable = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      JsonNode answer = root.path("onUnavailable").path(lane.id());
      if (answer.isTextual()) {
        onUnavailable.put(lane, choice(OnUnavailable.class, answer.asText()));
      }
    }
    List<Rule> rules = new ArrayList<>();
    root.path("rules").forEach(rule -> rules.add(rule(rule)));
    return new Policy(
        root.path("id").asText(),
        root.path("version").asInt(),
        choice(Mode.class, root.path("mode").asText("enforce")),
        onUnavailable,
        new Gate(
            required(gate.path("timeout")),
            choice(OnTimeout.class, gate.path("onTimeout").asText()),
            gate.has("withoutReviewers")
                ? choice(OnTimeout.class, gate.path("withoutReviewers").asText())
                : null),
        challenge(root.path("challenge")),
        rules,
        List.of(),
        root.has("strikes") ? strikes(root.path("strikes")) : null);
  }

  private static Strikes strikes(JsonNode strikes) {
    Set<Effect> counted = EnumSet.noneOf(Effect.class);
    strikes.path("for").forEach(effect -> counted.add(choice(Effect.class, effect.asText())));
    return new Strikes(
        counted,
        strikes.path("at").asInt(),
        required(strikes.path("within")),
        required(strikes.path("expires")),
        strikes.has("mode") ? choice(Mode.class, strikes.path("mode").asText()) : null);
  }

  private static ChallengeSettings challenge(JsonNode challenge) {
    ChallengeSettings base = ChallengeSettings.DEFAULT;
    List<Task> tasks = new ArrayList<>();
    challenge.path("tasks").forEach(task -> tasks.add(choice(Task.class, task.asText())));
    Duration deadline = duration(challenge.path("deadline"));
    Duration silence = duration(challenge.path("silence"));
    return new ChallengeSettings(
        tasks.isEmpty() ? base.tasks() : tasks,
        deadline == null ? base.deadline() : deadline,
        challenge.path("passes").asInt(base.passes()),
        challenge.path("attempts").asInt(base.attempts()),
        choice(OnFailed.class, challenge.path("onFailed").asText(base.onFailed().name())),
        silence == null ? base.silence() : silence,
        challenge.path("mirrored").asBoolean(base.mirrored()));
  }

  private static Rule rule(JsonNode rule) {
    List<Condition> when = new ArrayList<>();
    rule.path("when").forEach(condition -> when.add(condition(condition)));
    Effect effect = choice(Effect.class, rule.path("effect").asText());
    return new Rule(
        rule.path("id").asText(),
        choice(Phase.class, rule.path("phase").asText()),
        when,
        effect,
        choice(Verdict.class, rule.path("verdict").asText(defaultVerdict(effect).name())),
        rule.has("reason") ? choice(ReasonCode.class, rule.path("reason").asText()) : null,
        duration(rule.path("cooldown")),
        duration(rule.path("expires")),
        rule.has("mode") ? choice(Mode.class, rule.path("mode").asText()) : null,
        rule.path("reports").asInt(0),
        rule.path("share").asDouble(1),
        rule.has("anyOf") ? anyOf(rule.path("anyOf")) : null,
        rule.has("age") ? age(rule.path("age")) : null,
        rule.has("after") ? after(rule.path("after")) : null,
        rule.has("reviewers") ? choice(Reviewers.class, rule.path("reviewers").asText()) : null,
        rule.has("task"));
  }

  private static AnyOf anyOf(JsonNode some) {
    List<Condition> of = new ArrayList<>();
    some.path("of").forEach(condition -> of.add(condition(condition)));
    return new AnyOf(some.path("atLeast").asInt(), of);
  }

  private static Age age(JsonNode age) {
    Duration atLeast = duration(age.path("atLeast"));
    return new Age(
        age.path("since").asText().equals("admission"),
        atLeast == null ? Duration.ZERO : atLeast,
        duration(age.path("below")));
  }

  private static After after(JsonNode after) {
    List<String> rules = new ArrayList<>();
    after.path("rules").forEach(rule -> rules.add(rule.asText()));
    return new After(rules, required(after.path("within")));
  }

  /** What a rule says of the session when it does not say it itself. */
  static Verdict defaultVerdict(Effect effect) {
    return effect == Effect.ADMIT ? Verdict.LIVE : Verdict.UNSURE;
  }

  private static Condition condition(JsonNode condition) {
    boolean atLeast = condition.has("atLeast");
    Duration spanning = duration(condition.path("spanning"));
    return new Condition(
        condition.path("signal").asText(),
        atLeast ? Condition.Comparison.AT_LEAST : Condition.Comparison.BELOW,
        condition.path(atLeast ? "atLeast" : "below").asDouble(),
        condition.path("hits").asInt(),
        condition.path("of").asInt(),
        required(condition.path("within")),
        spanning == null ? Duration.ZERO : spanning);
  }

  private static @Nullable Duration duration(JsonNode node) {
    return node.isTextual() ? Durations.parse(node.asText()) : null;
  }

  private static Duration required(JsonNode node) {
    Duration duration = duration(node);
    if (duration == null) {
      throw new IllegalStateException("'" + node.asText() + "' has passed the schema");
    }
    return duration;
  }

  /** {@code admit-watched} is {@code ADMIT_WATCHED}. */
  private static <E extends Enum<E>> E choice(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
