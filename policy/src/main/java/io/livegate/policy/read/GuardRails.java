package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.policy.ChallengeSettings;
import io.livegate.policy.Durations;
import io.livegate.policy.Strikes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the schema cannot say: rules that would act on a single frame, on uncertainty or on one
 * model alone, and rules that could never hold. Works on the tree and passes over what is missing
 * or of the wrong kind, which the schema has told already.
 */
final class GuardRails {

  private static final Duration SHORTEST_GATE = Duration.ofSeconds(1);
  private static final Duration LONGEST_GATE = Duration.ofSeconds(60);
  private static final Duration LONGEST_MEMORY = Duration.ofHours(24);

  /** Effects that leave a session where it was, and are remembered. */
  private static final List<String> FOLLOWED = List.of("coach", "warn", "blur", "review");

  private final Located located;
  private final List<PolicyProblem> problems;

  GuardRails(Located located, List<PolicyProblem> problems) {
    this.located = located;
    this.problems = problems;
  }

  void check() {
    checkGate();
    checkChallenge();
    checkStrikes();
    JsonNode rules = located.root().path("rules");
    Map<String, String> pointerOfId = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      String pointer = "/rules/" + i;
      JsonNode rule = rules.get(i);
      String id = rule.path("id").asText();
      String before = pointerOfId.putIfAbsent(id, pointer + "/id");
      if (!id.isEmpty() && before != null) {
        add(
            pointer + "/id",
            "rule '"
                + id
                + "' is already in "
                + located.where(before)
                + "; give each rule a name of its own");
      }
      new RuleGuard(located, problems, rule, pointer).check();
      checkAfter(rule.path("after"), pointer + "/after");
      checkTask(rule, pointer + "/task");
    }
  }

  private void checkAfter(JsonNode after, String pointer) {
    if (after.isMissingNode()) {
      return;
    }
    Map<String, String> effects = new HashMap<>();
    located
        .root()
        .path("rules")
        .forEach(rule -> effects.put(rule.path("id").asText(), rule.path("effect").asText()));
    for (int i = 0; i < after.path("rules").size(); i++) {
      String id = after.path("rules").get(i).asText();
      String effect = effects.get(id);
      if (effect == null) {
        add(
            pointer + "/rules/" + i,
            "there is no rule '"
                + id
                + "' to follow; the nearest are "
                + Nearest.three(id, effects.keySet()));
      } else if (!FOLLOWED.contains(effect)) {
        add(
            pointer + "/rules/" + i,
            "rule '"
                + id
                + "' does "
                + effect
                + "; only "
                + String.join(", ", FOLLOWED)
                + " can be followed by more");
      }
    }
    Duration within = Durations.parse(after.path("within").asText());
    if (within != null && (within.isZero() || within.compareTo(LONGEST_MEMORY) > 0)) {
      add(
          pointer + "/within",
          "within cannot be "
              + after.path("within").asText()
              + "; take more than 0 and 24h at most");
    }
  }

  private void checkGate() {
    JsonNode gate = located.root().path("gate");
    checkWithoutReviewers(gate);
    Duration timeout = Durations.parse(gate.path("timeout").asText());
    if (timeout != null
        && (timeout.compareTo(SHORTEST_GATE) < 0 || timeout.compareTo(LONGEST_GATE) > 0)) {
      add(
          "/gate/timeout",
          "the gate's timeout cannot be "
              + gate.path("timeout").asText()
              + "; take something from 1s (nobody shows enough in less) to 60s");
    }
    if (gate.path("onTimeout").asText().equals("refuse") && !admitsAnybody()) {
      add(
          "/gate/onTimeout",
          "nobody could ever be admitted: add an enforced rule with effect admit, or choose"
              + " admit-watched or review");
    }
  }

  /** Somebody has to ask for the task, and waiting must not stand in for it. */
  private void checkTask(JsonNode rule, String pointer) {
    if (!rule.has("task")) {
      return;
    }
    if (!rule.path("effect").asText().equals("admit")) {
      add(pointer, "only admission waits for a task: it goes with effect admit");
      return;
    }
    boolean asked = false;
    for (JsonNode other : located.root().path("rules")) {
      asked |=
          other.path("effect").asText().equals("challenge")
              && !other.path("phase").asText().equals("admitted")
              && !other.path("phase").asText().equals("recheck")
              && !other.path("mode").asText().equals("observe");
    }
    if (!asked) {
      add(
          pointer,
          "nobody is asked for a task at the gate, so nobody passes one: add an enforced rule with"
              + " phase gate and effect challenge");
    }
    JsonNode gate = located.root().path("gate");
    for (String member : List.of("onTimeout", "withoutReviewers")) {
      if (gate.path(member).asText().equals("admit-watched")) {
        add(
            "/gate/" + member,
            "admit-watched lets in whoever waits, and rule '"
                + rule.path("id").asText()
                + "' only who passed a task; choose refuse or review");
      }
    }
  }

  private void checkWithoutReviewers(JsonNode gate) {
    String onTimeout = gate.path("onTimeout").asText();
    if (gate.has("withoutReviewers") && !onTimeout.isEmpty() && !onTimeout.equals("review")) {
      add(
          "/gate/withoutReviewers",
          "at the gate's time-out nobody is asked anyway: it goes with onTimeout review, not "
              + onTimeout
              + "; take it out");
    }
  }

  private void checkChallenge() {
    JsonNode challenge = located.root().path("challenge");
    Duration deadline = Durations.parse(challenge.path("deadline").asText());
    if (deadline == null) {
      return;
    }
    String written = challenge.path("deadline").asText();
    if (deadline.compareTo(ChallengeSettings.SHORTEST_DEADLINE) < 0
        || deadline.compareTo(ChallengeSettings.LONGEST_DEADLINE) > 0) {
      add(
          "/challenge/deadline",
          "a challenge's deadline cannot be "
              + written
              + "; take something from 3s (people read before they move) to 15s");
    }
  }

  private void checkStrikes() {
    JsonNode strikes = located.root().path("strikes");
    Duration within = Durations.parse(strikes.path("within").asText());
    if (within != null && (within.isZero() || within.compareTo(Strikes.LONGEST_WINDOW) > 0)) {
      add(
          "/strikes/within",
          "strikes cannot count for "
              + strikes.path("within").asText()
              + "; take more than 0 and "
              + Strikes.LONGEST_WINDOW.toDays()
              + "d at most: what is older is forgiven");
    }
    Duration expires = Durations.parse(strikes.path("expires").asText());
    if (expires != null && (expires.isZero() || expires.compareTo(RuleGuard.LONGEST_BAN) > 0)) {
      add("/strikes/expires", RuleGuard.noSuchBan(strikes.path("expires").asText()));
    }
  }

  private boolean admitsAnybody() {
    for (JsonNode rule : located.root().path("rules")) {
      if (rule.path("effect").asText().equals("admit")
          && !rule.path("mode").asText().equals("observe")) {
        return true;
      }
    }
    return false;
  }

  private void add(String pointer, String message) {
    problems.add(located.problem(pointer, message));
  }
}
