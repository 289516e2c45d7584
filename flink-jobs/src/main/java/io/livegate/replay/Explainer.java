package io.livegate.replay;

import io.livegate.policy.Effect;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.challenge.SecretDraw;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.Obstacle;
import io.livegate.policy.decide.PickWatcher;
import io.livegate.policy.decide.RuleStanding;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays one recorded session and watches how each rule stood with every frame. For one thread. */
public final class Explainer {

  /** As it goes along. */
  private static final class Watched {

    int fired;
    @Nullable RuleStanding nearest;
    long nearestAtMillis;
    @Nullable RuleStanding latest;
    final List<Double> perSecond = new ArrayList<>();

    void see(RuleStanding standing, long atMillis, long firstMillis) {
      latest = standing;
      // While it is silent after it fired, it is as near as can be and proves nothing.
      boolean could = standing.obstacle() == null;
      if (could && (nearest == null || standing.nearness() > nearest.nearness())) {
        nearest = standing;
        nearestAtMillis = atMillis;
      }
      int second = (int) Math.max(0, (atMillis - firstMillis) / 1000);
      while (perSecond.size() <= second) {
        perSecond.add(Double.NaN);
      }
      if (could) {
        double before = perSecond.get(second);
        double now = standing.nearness();
        perSecond.set(second, Double.isNaN(before) ? now : Math.max(before, now));
      }
    }
  }

  private final Policy policy;
  private final Course course;
  private final Map<String, Watched> rules = new LinkedHashMap<>();
  private final List<Explanation.Step> steps = new ArrayList<>();
  private @Nullable Signals first;
  private List<RuleStanding> latest = List.of();
  private long latestMillis = Long.MIN_VALUE;
  private long newestMillis;

  public Explainer(Clock clock, Policy policy) {
    this.policy = policy;
    policy.rules().forEach(rule -> rules.put(rule.id(), new Watched()));
    PickWatcher watcher = (at, standings, enforced, observed) -> picked(at, standings);
    this.course = new Course(new Decider(policy, SecretDraw.ofEnvironment(), watcher), clock);
  }

  /** The session's next record. */
  public void take(Signals record) {
    if (first == null) {
      first = record;
    }
    newestMillis = Math.max(newestMillis, record.atMillis());
    course.take(record);
    explainNew();
  }

  /**
   * There are no more records.
   *
   * @throws IllegalStateException if there was none
   */
  public Explanation end() {
    Signals began = first;
    if (began == null) {
      throw new IllegalStateException("a session without a record cannot be explained");
    }
    course.passTo(newestMillis);
    explainNew();
    List<Explanation.RuleCourse> courses = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      Watched watched = rules.getOrDefault(rule.id(), new Watched());
      courses.add(
          new Explanation.RuleCourse(
              rule,
              watched.fired,
              watched.nearest,
              watched.nearestAtMillis,
              watched.nearest == null ? watched.latest : null,
              watched.perSecond));
    }
    return new Explanation(
        began.tenant(),
        began.session(),
        began.atMillis(),
        policy,
        Ruling.of(course),
        steps,
        courses);
  }

  private void picked(long atMillis, List<RuleStanding> standings) {
    latest = standings;
    latestMillis = atMillis;
    long from = first == null ? atMillis : first.atMillis();
    for (RuleStanding standing : standings) {
      Watched watched = rules.get(standing.rule().id());
      if (watched != null) {
        watched.see(standing, atMillis, from);
      }
    }
  }

  private void explainNew() {
    List<Decision> decisions = course.decisions();
    for (Decision decision : decisions.subList(steps.size(), decisions.size())) {
      steps.add(step(decision));
    }
  }

  private Explanation.Step step(Decision decision) {
    List<RuleStanding> held =
        latestMillis == decision.atMillis()
            ? latest.stream().filter(RuleStanding::held).toList()
            : List.of();
    RuleStanding won =
        held.stream()
            .filter(standing -> standing.rule().id().equals(decision.ruleId()))
            .findFirst()
            .orElse(null);
    Watched watched = rules.get(decision.ruleId());
    if (won != null && watched != null) {
      watched.fired++;
    }
    return new Explanation.Step(decision, won, beaten(held, won), next(decision, won));
  }

  /** Rules on trial have only one another to win over. */
  private static List<RuleStanding> beaten(List<RuleStanding> held, @Nullable RuleStanding won) {
    if (won == null) {
      return List.of();
    }
    boolean onTrial = won.rule().isObserved();
    return held.stream()
        .filter(each -> each != won && each.rule().isObserved() == onTrial)
        .toList();
  }

  private @Nullable RuleStanding next(Decision decision, @Nullable RuleStanding won) {
    boolean clock = won == null && decision.ruleId().startsWith("gate.");
    return latest.stream()
        .filter(s -> s.obstacle() == null || s.obstacle() == Obstacle.NOTHING_BEFORE)
        .filter(s -> !s.held())
        .filter(s -> !s.rule().conditions().isEmpty())
        .filter(
            s ->
                clock
                    ? s.rule().effect() == Effect.ADMIT
                    : s.rule().effect().compareTo(decision.effect()) > 0)
        .max(
            Comparator.comparingDouble(RuleStanding::nearness)
                .thenComparing(s -> s.rule().effect(), Comparator.reverseOrder()))
        .orElse(null);
  }
}
