package io.livegate.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.policy.challenge.ChallengeSettings;
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

  private final Located located;
  private final List<PolicyProblem> problems;

  GuardRails(Located located, List<PolicyProblem> problems) {
    this.located = located;
    this.problems = problems;
  }

  void check() {
    checkGate();
    checkChallenge();
    JsonNode rules = located.root().path("rules");
    Map<String, String> placeOfId = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      String pointer = "/rules/" + i;
      JsonNode rule = rules.get(i);
      String id = rule.path("id").asText();
      String before = placeOfId.putIfAbsent(id, located.where(pointer + "/id"));
      if (!id.isEmpty() && before != null) {
        add(
            pointer + "/id",
            "rule '" + id + "' is already in " + before + "; give each rule a name of its own");
      }
      new RuleGuard(located, problems, rule, pointer).check();
    }
  }

  private void checkGate() {
    JsonNode gate = located.root().path("gate");
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
