package io.livegate.replay;

import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.RuleStanding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a session went as it did under a policy, and why no rule did more.
 *
 * @param firstMillis time of its first record
 * @param ruling what became of it
 * @param steps its decisions, in their order
 * @param rules how near each rule came, in the policy's order
 */
public record Explanation(
    String tenant,
    String session,
    long firstMillis,
    Policy policy,
    Ruling ruling,
    List<Step> steps,
    List<RuleCourse> rules) {

  public Explanation {
    steps = List.copyOf(steps);
    rules = List.copyOf(rules);
  }

  /**
   * A decision and what else might have been.
   *
   * @param won how its rule stood; null where none decided, but the gate's clock or a task
   * @param over other rules that held at this moment
   * @param next the more severe rule that was nearest; where the clock decided, the one that would
   *     have let the session in; null without one
   */
  public record Step(
      Decision decision,
      @Nullable RuleStanding won,
      List<RuleStanding> over,
      @Nullable RuleStanding next) {

    public Step {
      over = List.copyOf(over);
    }
  }

  /**
   * One rule over the whole session.
   *
   * @param fired how often
   * @param nearest how it stood when it was nearest and might have fired; null if it never might
   * @param nearestAtMillis when that was
   * @param blocked how it stood last, of a rule that never might have fired
   * @param perSecond its nearness from the session's beginning, 0 to 1, the highest of each second;
   *     NaN for a second in which it could not fire
   */
  public record RuleCourse(
      Rule rule,
      int fired,
      @Nullable RuleStanding nearest,
      long nearestAtMillis,
      @Nullable RuleStanding blocked,
      List<Double> perSecond) {

    public RuleCourse {
      perSecond = List.copyOf(perSecond);
    }
  }
}
