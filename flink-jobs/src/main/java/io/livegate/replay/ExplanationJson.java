package io.livegate.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.io.PolicyJson;
import io.livegate.policy.Condition;
import io.livegate.policy.decide.ConditionStanding;
import io.livegate.policy.decide.Obstacle;
import io.livegate.policy.decide.RuleStanding;
import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyLine;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code policy explain --json} prints: a public contract, fields are only added. */
public final class ExplanationJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ExplanationJson() {}

  /** A policy, each line with the place that says so. */
  public static ObjectNode policy(LayeredPolicy merged) {
    ObjectNode all = JSON.createObjectNode();
    all.set("policy", PolicyJson.name(merged.policy()));
    ArrayNode files = all.putArray("files");
    for (PolicyFile file : merged.files()) {
      files
          .addObject()
          .put("of", file.layer() == null ? "default" : file.layer().id())
          .put("id", file.id())
          .put("source", file.name());
    }
    lines(all.putArray("lines"), merged.lines());
    lines(all.putArray("switchedOff"), merged.switchedOff());
    return all;
  }

  private static void lines(ArrayNode node, List<PolicyLine> lines) {
    for (PolicyLine line : lines) {
      ObjectNode one = node.addObject();
      one.put("text", line.text()).put("of", line.of());
      one.put("source", line.file().name()).put("line", line.line());
      if (line.before() != null) {
        one.put("before", line.before());
      }
    }
  }

  /** A session under a policy. */
  public static ObjectNode session(Explanation explained) {
    ObjectNode all = JSON.createObjectNode();
    all.put("session", explained.session()).put("tenant", explained.tenant());
    all.set("policy", PolicyJson.name(explained.policy()));
    all.put("outcome", explained.ruling().summary().outcome().id());
    all.put("admitted", explained.ruling().summary().admitted());
    all.put("verdict", explained.ruling().summary().verdict().name());
    ArrayNode steps = all.putArray("decisions");
    for (Explanation.Step step : explained.steps()) {
      ObjectNode one = steps.addObject();
      one.put("atMillis", step.decision().atMillis()).put("effect", step.decision().effect().id());
      one.put("ruleId", step.decision().ruleId());
      one.put("mode", step.decision().mode().name().toLowerCase(Locale.ROOT));
      if (step.won() != null) {
        one.set("held", standing(step.won()));
      }
      ArrayNode over = one.putArray("wonOver");
      step.over().forEach(other -> over.add(standing(other)));
      if (step.next() != null) {
        one.set("next", standing(step.next()));
      }
    }
    ArrayNode rules = all.putArray("rules");
    for (Explanation.RuleCourse course : explained.rules()) {
      ObjectNode one = rules.addObject();
      one.put("ruleId", course.rule().id()).put("effect", course.rule().effect().id());
      one.put("fired", course.fired());
      if (course.nearest() != null) {
        one.put("nearestAtMillis", course.nearestAtMillis());
        one.set("nearest", standing(course.nearest()));
      }
      Obstacle obstacle = course.blocked() == null ? null : course.blocked().obstacle();
      if (obstacle != null) {
        one.put("neverLookedAt", obstacle.name());
      }
      ArrayNode seconds = one.putArray("nearnessPerSecond");
      course.perSecond().forEach(value -> seconds.add(rounded(value)));
    }
    return all;
  }

  private static ObjectNode standing(RuleStanding standing) {
    ObjectNode one = JSON.createObjectNode();
    one.put("ruleId", standing.rule().id()).put("effect", standing.rule().effect().id());
    one.put("nearness", rounded(standing.nearness()));
    ArrayNode conditions = one.putArray("conditions");
    for (ConditionStanding c : standing.conditions()) {
      Condition asked = c.condition();
      ObjectNode condition = conditions.addObject();
      condition.put("signal", asked.signal());
      condition.put(
          asked.comparison() == Condition.Comparison.BELOW ? "below" : "atLeast",
          asked.threshold());
      condition.put("hits", c.hits()).put("neededHits", asked.hits());
      condition.put("samples", c.samples()).put("of", asked.of());
      condition.put("spanMillis", c.spanMillis());
      condition.put("neededSpanMillis", asked.spanning().toMillis());
      condition.put("newest", rounded(c.newestScore()));
      condition.put("holds", c.holds());
    }
    return one;
  }

  /** To 1e-4, as scores are. */
  private static @Nullable Double rounded(double value) {
    return Double.isNaN(value) ? null : Math.round(value * 1e4) / 1e4;
  }
}
