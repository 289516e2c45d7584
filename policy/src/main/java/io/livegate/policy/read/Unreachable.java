package io.livegate.policy.read;

import io.livegate.policy.After;
import io.livegate.policy.Age;
import io.livegate.policy.AnyOf;
import io.livegate.policy.ChallengeSettings.OnFailed;
import io.livegate.policy.Condition;
import io.livegate.policy.Condition.Comparison;
import io.livegate.policy.Effect;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.Phase;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.Strikes;
import io.livegate.policy.read.PolicyCheck.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that can never fire: their conditions contradict each other, ask for more than is
 * measured or for longer than the gate lasts, or another rule always comes first.
 */
final class Unreachable {

  private final Policy policy;
  private final Located located;
  private final Measured measured;

  Unreachable(Policy policy, Located located, Measured measured) {
    this.policy = policy;
    this.located = located;
    this.measured = measured;
  }

  void check(List<Finding> findings) {
    checkStrikes(findings);
    List<Rule> rules = policy.rules();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      for (int c = 0; c < rule.conditions().size(); c++) {
        Finding unmeasured = unmeasured(i, c);
        if (unmeasured == null) {
          checkCadence(i, c, findings);
        } else {
          findings.add(unmeasured);
        }
        checkGateTime(i, c, findings);
        for (int d = 0; d < c; d++) {
          if (rule.isOneOfSome(c)) {
            checkCorroboration(i, d, c, findings);
            continue;
          }
          checkContradiction(i, d, c, findings);
        }
      }
      checkAge(i, findings);
      checkFollows(i, findings);
      for (int o = 0; o < rules.size(); o++) {
        Rule other = rules.get(o);
        if (o != i && isShadowed(rule, other, o < i)) {
          findings.add(
              new Finding(
                  rule.id(),
                  "/rules/" + i + "/id",
                  "rule '"
                      + rule.id()
                      + "' never acts: whenever it holds, '"
                      + other.id()
                      + "' does too and "
                      + (other.effect() == rule.effect() ? "stands earlier" : "is more severe")
                      + "; ask for less here or for more there"));
        }
      }
    }
  }

  private void checkStrikes(List<Finding> findings) {
    Strikes strikes = policy.strikes();
    if (strikes == null || strikes.counted().stream().anyMatch(this::isEverDone)) {
      return;
    }
    findings.add(
        new Finding(
            "",
            "/strikes/for",
            "nobody ever gets a strike: no enforced rule does what strikes are for; name another"
                + " effect, or leave 'strikes' out"));
  }

  private boolean isEverDone(Effect effect) {
    return policy.rules().stream()
        .anyMatch(
            rule ->
                !rule.isObserved()
                    && (rule.effect() == effect
                        || (rule.effect() == Effect.CHALLENGE
                            && effect == Effect.DISCONNECT
                            && policy.challenge().onFailed() == OnFailed.STOP)));
  }

  /**
   * The conditions that keep everybody out: on scores that are not measured here, in each rule that
   * lets somebody in. Empty where one of those rules can hold, or the gate's time-out admits.
   */
  List<Finding> closedGate() {
    List<Finding> closed = new ArrayList<>();
    for (int i = 0; i < policy.rules().size(); i++) {
      Rule rule = policy.rules().get(i);
      if (rule.effect() != Effect.ADMIT || rule.isObserved()) {
        continue;
      }
      List<Finding> needed = new ArrayList<>();
      List<Finding> oneOfSome = new ArrayList<>();
      for (int c = 0; c < rule.conditions().size(); c++) {
        Finding unmeasured = unmeasured(i, c);
        if (unmeasured != null) {
          (rule.isOneOfSome(c) ? oneOfSome : needed).add(unmeasured);
        }
      }
      AnyOf some = rule.anyOf();
      if (some != null && some.of().size() - oneOfSome.size() < some.atLeast()) {
        needed.addAll(oneOfSome);
      }
      if (needed.isEmpty()) {
        return List.of();
      }
      closed.addAll(needed);
    }
    return policy.gate().onTimeout() == OnTimeout.ADMIT_WATCHED ? List.of() : closed;
  }

  private @Nullable Finding unmeasured(int rule, int number) {
    Condition condition = policy.rules().get(rule).conditions().get(number);
    KnownSignal signal = KnownSignals.find(condition.signal());
    String missing = signal == null ? null : measured.missing(signal);
    if (missing == null) {
      return null;
    }
    String id = policy.rules().get(rule).id();
    return new Finding(
        id,
        PolicyCheck.pointer(policy, rule, number),
        condition.signal()
            + " is not measured here, so this condition of rule '"
            + id
            + "' never holds: "
            + missing
            + " in the pipeline's configuration; add it there, or take the condition out");
  }

  private void checkCadence(int rule, int number, List<Finding> findings) {
    Condition condition = policy.rules().get(rule).conditions().get(number);
    KnownSignal signal = KnownSignals.find(condition.signal());
    if (signal == null) {
      return;
    }
    double seconds = condition.within().toMillis() / 1e3;
    long most = (long) Math.floor(seconds * measured.mostPerSecond(signal) + 1e-9) + 1;
    if (condition.hits() > most) {
      findings.add(
          new Finding(
              policy.rules().get(rule).id(),
              PolicyCheck.pointer(policy, rule, number) + "/hits",
              condition.signal()
                  + " is measured "
                  + most
                  + " times within "
                  + seconds
                  + " s at most, so "
                  + condition.hits()
                  + " hits are never reached; ask for fewer or for a longer window"));
    }
  }

  private void checkAge(int number, List<Finding> findings) {
    Rule rule = policy.rules().get(number);
    Age age = rule.age();
    boolean ends = policy.gate().onTimeout() != OnTimeout.REVIEW;
    Duration timeout = policy.gate().timeout();
    if (age != null && ends && rule.phase() == Phase.GATE && age.atLeast().compareTo(timeout) > 0) {
      findings.add(
          new Finding(
              rule.id(),
              "/rules/" + number + "/age/atLeast",
              "the gate ends after "
                  + timeout.toMillis() / 1e3
                  + " s, so no session is that old there; ask for less or give the gate more time"));
    }
  }

  /** A rule that follows only rules which themselves only follow each other never begins. */
  private void checkFollows(int number, List<Finding> findings) {
    Rule rule = policy.rules().get(number);
    if (rule.after() == null) {
      return;
    }
    Set<String> begin = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Rule other : policy.rules()) {
        After after = other.after();
        boolean can = after == null || after.rules().stream().anyMatch(begin::contains);
        more |= can && begin.add(other.id());
      }
    }
    if (!begin.contains(rule.id())) {
      findings.add(
          new Finding(
              rule.id(),
              "/rules/" + number + "/after",
              "rule '"
                  + rule.id()
                  + "' never acts: what it follows never begins; name a rule without 'after'"));
    }
  }

  private void checkGateTime(int rule, int number, List<Finding> findings) {
    Duration timeout = policy.gate().timeout();
    boolean ends = policy.gate().onTimeout() != OnTimeout.REVIEW;
    Condition condition = policy.rules().get(rule).conditions().get(number);
    boolean atGate = policy.rules().get(rule).phase() == Phase.GATE;
    if (atGate && ends && condition.spanning().compareTo(timeout) > 0) {
      findings.add(
          new Finding(
              policy.rules().get(rule).id(),
              PolicyCheck.pointer(policy, rule, number) + "/spanning",
              "the gate ends after "
                  + timeout.toMillis() / 1e3
                  + " s, before hits can lie "
                  + condition.spanning().toMillis() / 1e3
                  + " s apart; ask for a shorter span or give the gate more time"));
    }
  }

  /** A score does not bear out what it says itself. */
  private void checkCorroboration(int number, int one, int other, List<Finding> findings) {
    Rule rule = policy.rules().get(number);
    Condition a = rule.conditions().get(one);
    Condition b = rule.conditions().get(other);
    if (rule.isOneOfSome(one)
        && rule.someNeeded() > 1
        && a.signal().equals(b.signal())
        && a.comparison() == b.comparison()) {
      findings.add(
          new Finding(
              rule.id(),
              PolicyCheck.pointer(policy, number, other),
              a.signal()
                  + " counts twice here, also in "
                  + located.where(PolicyCheck.pointer(policy, number, one))
                  + ": a score does not bear out itself; take another signal"));
    }
  }

  /** A score is not high and low at once, and both together need more samples than there are. */
  private void checkContradiction(int rule, int one, int other, List<Finding> findings) {
    Condition a = policy.rules().get(rule).when().get(one);
    Condition b = policy.rules().get(rule).when().get(other);
    if (!a.signal().equals(b.signal()) || a.comparison() == b.comparison()) {
      return;
    }
    double atLeast = a.comparison() == Comparison.AT_LEAST ? a.threshold() : b.threshold();
    double below = a.comparison() == Comparison.BELOW ? a.threshold() : b.threshold();
    if (atLeast >= below && a.hits() + b.hits() > Math.max(a.of(), b.of())) {
      findings.add(
          new Finding(
              policy.rules().get(rule).id(),
              PolicyCheck.pointer(policy, rule, other),
              "contradicts the condition in "
                  + located.where(PolicyCheck.pointer(policy, rule, one))
                  + ": "
                  + a.signal()
                  + " cannot be at least "
                  + atLeast
                  + " and below "
                  + below
                  + " in so many of the same samples; drop one of the two"));
    }
  }

  /**
   * Whether the other rule holds whenever this one does, and wins.
   *
   * @param earlier whether the other stands earlier in the file
   */
  private static boolean isShadowed(Rule rule, Rule other, boolean earlier) {
    int severity = other.effect().compareTo(rule.effect());
    boolean endsIt = other.effect().isTerminal() || other.effect() == Effect.ADMIT;
    boolean asks = !other.when().isEmpty() && other.reports() <= rule.reports();
    boolean always = other.share() >= 1 && other.isObserved() == rule.isObserved();
    boolean everywhere = other.phase() == Phase.ANY || other.phase() == rule.phase();
    boolean wins = severity > 0 || severity == 0 && earlier;
    boolean plain =
        other.anyOf() == null
            && other.age() == null
            && other.after() == null
            && (other.reviewers() == null || other.reviewers() == rule.reviewers());
    return endsIt
        && plain
        && !other.isObserved()
        && asks
        && always
        && everywhere
        && wins
        && other.when().stream()
            .allMatch(weaker -> rule.when().stream().anyMatch(c -> implies(c, weaker)));
  }

  /** Whether the second condition holds whenever the first does. */
  private static boolean implies(Condition one, Condition weaker) {
    boolean sameSamples =
        one.signal().equals(weaker.signal())
            && one.comparison() == weaker.comparison()
            && one.of() <= weaker.of()
            && one.within().compareTo(weaker.within()) <= 0;
    boolean nearer =
        one.comparison() == Comparison.AT_LEAST
            ? weaker.threshold() <= one.threshold()
            : weaker.threshold() >= one.threshold();
    return sameSamples
        && nearer
        && weaker.hits() <= one.hits()
        && weaker.spanning().compareTo(one.spanning()) <= 0;
  }
}
