package io.livegate.policy.standing;

import io.livegate.policy.Effect;
import io.livegate.policy.standing.Change.Banned;
import io.livegate.policy.standing.Change.Recorded;
import io.livegate.policy.standing.Change.Superseded;
import io.livegate.policy.standing.Change.Unbanned;
import io.livegate.policy.standing.Review.Outcome;
import io.livegate.policy.standing.Review.Result;
import io.livegate.signal.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps books of its own, as docs/redress.md says, from what came in and what was told of it, and
 * names every promise that was broken. It knows nothing of how the changes were made.
 */
final class StandingReferee {

  private final Map<String, Restriction> given = new LinkedHashMap<>();
  private final Set<String> overturned = new HashSet<>();
  private final Set<String> looked = new HashSet<>();
  private final Map<String, Set<String>> wantForEver = new HashMap<>();

  /** The ban that a strike led to. */
  private final Map<String, String> used = new HashMap<>();

  /** What each ban that ever was rests on; a ban by a rule on nothing but itself. */
  private final Map<String, Set<String>> restsOn = new LinkedHashMap<>();

  /** By id, those that keep the device out, and until when. */
  private final Map<String, Long> inForce = new LinkedHashMap<>();

  private final Set<String> superseded = new HashSet<>();
  private final Set<String> broken = new TreeSet<>();

  Set<String> broken() {
    return broken;
  }

  Set<String> inForce() {
    return inForce.keySet();
  }

  /** Holds what was told of a record against the books, and enters it there. */
  void check(StandingTrace.Step step, List<Change> told) {
    List<Change> rest = new ArrayList<>(told);
    expiry(step.atMillis(), rest);
    if (step.action() != null) {
      action(step.action(), rest);
    } else if (step.review() != null) {
      review(step.review(), rest);
    } else {
      expect("time alone only ends bans", rest.isEmpty());
    }
  }

  private void expiry(long nowMillis, List<Change> rest) {
    boolean any = inForce.values().removeIf(until -> until <= nowMillis);
    List<Change> ends =
        rest.stream().filter(c -> c instanceof Unbanned it && it.lifted() == null).toList();
    rest.removeAll(ends);
    int expected = any && inForce.isEmpty() ? 1 : 0;
    expect("a ban ends when its time is over, and is said to once", ends.size() == expected);
  }

  private void action(Restriction action, List<Change> rest) {
    if (given.putIfAbsent(action.action(), action) != null) {
      expect("a repeated action changes nothing", rest.isEmpty());
      return;
    }
    Long expires = action.expiresAtMillis();
    if (action.effect() == Effect.BAN && action.device() != null && expires != null) {
      inForce.put(action.action(), expires);
      restsOn.put(action.action(), Set.of());
    }
    Set<String> counted = strikesThatCount(action);
    StrikeTerms terms = action.terms();
    boolean due = isStrike(action) && terms != null && sessionsOf(counted).size() >= terms.at();
    List<Banned> bans = bansIn(rest);
    expect("enough strikes ban, once", !due || bans.size() == 1 && rest.size() == 1);
    if (bans.isEmpty()) {
      expect("an action without a ban is not told of", rest.isEmpty());
      return;
    }
    Banned banned = bans.get(0);
    Set<String> strikes = new LinkedHashSet<>();
    banned.strikes().forEach(each -> strikes.add(each.action()));
    expect("a ban rests on what was done", given.keySet().containsAll(strikes));
    strikes.retainAll(given.keySet());
    int sessions = sessionsOf(strikes).size();
    expect("1: a ban needs strikes of two separate sessions", sessions >= 2);
    expect("one session is one strike", sessions == strikes.size());
    expect("a ban has as many strikes as the policy asks", terms != null && sessions >= terms.at());
    expect(
        "no strike for what is uncertain",
        strikes.stream().map(given::get).allMatch(this::isStrike));
    expect("strikes decay, and count once", counted.containsAll(strikes));
    expect("nobody without a device is banned", banned.ban().device() != null);
    Long until = banned.ban().expiresAtMillis();
    expect(
        "a machine's ban ends as the policy says",
        terms != null && until != null && until == action.atMillis() + terms.banMillis());
    expect("observed strikes only mark", terms != null && banned.observed() == terms.observed());
    strikes.forEach(each -> used.put(each, banned.ban().action()));
    restsOn.put(banned.ban().action(), strikes);
    if (!banned.observed() && until != null) {
      given.put(banned.ban().action(), banned.ban());
      inForce.put(banned.ban().action(), until);
    }
  }

  /** That may count together with this one: of no session that a ban has used a strike of. */
  private Set<String> strikesThatCount(Restriction action) {
    long newest =
        given.values().stream()
            .filter(this::isStrike)
            .mapToLong(Restriction::atMillis)
            .max()
            .orElse(0);
    Set<String> spent = new HashSet<>();
    used.keySet().stream()
        .filter(id -> !overturned.contains(id))
        .forEach(id -> spent.add(given.get(id).session()));
    Set<String> counted = new LinkedHashSet<>();
    for (Restriction each : given.values()) {
      StrikeTerms terms = action.terms();
      if (isStrike(each)
          && !spent.contains(each.session())
          && terms != null
          && newest - each.atMillis() < terms.withinMillis()) {
        counted.add(each.action());
      }
    }
    return counted;
  }

  private boolean isStrike(Restriction action) {
    return action.terms() != null
        && action.device() != null
        && action.verdict() != Verdict.UNSURE
        && !overturned.contains(action.action());
  }

  private Set<String> sessionsOf(Set<String> ids) {
    Set<String> sessions = new HashSet<>();
    ids.forEach(id -> sessions.add(given.get(id).session()));
    return sessions;
  }

  private void review(Review review, List<Change> rest) {
    Restriction about = given.get(review.action());
    Recorded recorded = rest.isEmpty() || !(rest.get(0) instanceof Recorded r) ? null : r;
    boolean its = recorded != null && recorded.review().origin().equals(review.origin());
    expect("every review is recorded", its);
    if (recorded == null) {
      return;
    }
    rest.remove(0);
    if (about == null || !about.session().equals(review.session())) {
      result(Result.UNKNOWN, recorded);
      expect("a review of what is not known changes nothing", rest.isEmpty());
    } else if (overturned.contains(review.action())) {
      result(Result.UNCHANGED, recorded);
      expect("overturned is final", rest.isEmpty());
    } else if (review.outcome() == Outcome.OVERTURNED) {
      result(Result.APPLIED, recorded);
      overturned(review, about, rest);
    } else if (review.permanent()) {
      forEver(review, about, recorded, rest);
    } else {
      result(looked.add(review.action()) ? Result.APPLIED : Result.UNCHANGED, recorded);
      expect("upheld takes nothing back", rest.isEmpty());
    }
  }

  private void forEver(Review review, Restriction about, Recorded recorded, List<Change> rest) {
    Set<String> by = wantForEver.computeIfAbsent(review.action(), k -> new LinkedHashSet<>());
    boolean another = about.device() != null && by.size() < 2 && by.add(review.by());
    List<Banned> bans = bansIn(rest);
    if (bans.isEmpty()) {
      expect("two different reviewers are enough", !another || by.size() < 2);
      result(another ? Result.PENDING : Result.UNCHANGED, recorded);
      expect("one reviewer alone changes nothing", rest.isEmpty());
    } else {
      Banned banned = bans.get(0);
      String id = banned.ban().action();
      expect("a ban without end takes two different reviewers", another && by.size() == 2);
      expect("it says who", new HashSet<>(banned.approvedBy()).equals(by));
      expect("it has no end", banned.ban().expiresAtMillis() == null);
      expect("it is one ban", rest.size() == 1);
      result(Result.APPLIED, recorded);
      given.put(id, banned.ban());
      restsOn.put(id, Set.of(review.action()));
      inForce.put(id, Long.MAX_VALUE);
    }
    if (another) {
      looked.add(review.action());
    }
  }

  private void overturned(Review review, Restriction about, List<Change> rest) {
    Set<String> fallen = new LinkedHashSet<>(Set.of(review.action()));
    boolean more = true;
    while (more) { // what rests on it, and what rests on that
      more = false;
      for (Map.Entry<String, Set<String>> ban : restsOn.entrySet()) {
        boolean rests = ban.getValue().stream().anyMatch(fallen::contains);
        more |= rests && fallen.add(ban.getKey());
      }
    }
    Set<String> expected = new HashSet<>(fallen);
    expected.removeIf(id -> !given.containsKey(id) || overturned.contains(id));
    Set<String> taken = new HashSet<>();
    for (Change change : rest) {
      if (change instanceof Superseded it) {
        taken.add(it.action().action());
        expect("nothing is superseded twice", superseded.add(it.action().action()));
        boolean itself = it.action().action().equals(review.action());
        expect("it says why", (it.because() == null) == itself);
        boolean strike = itself && isStrike(about);
        expect("only a strike is taken back as one", it.tookBackStrike() == strike);
      }
    }
    expect("what rests on the overturned action falls", taken.containsAll(expected));
    expect("and only that", expected.containsAll(taken));
    boolean lifted = inForce.keySet().removeAll(fallen);
    long unbanned = rest.stream().filter(Unbanned.class::isInstance).count();
    expect(
        "a device is let in when nothing keeps it out any more",
        unbanned == (lifted && inForce.isEmpty() ? 1 : 0));
    expect("nothing else follows", rest.size() == taken.size() + unbanned);
    overturned.addAll(expected);
    used.keySet().remove(review.action());
    fallen.remove(review.action()); // of a ban that is overturned itself the strikes stay used up
    used.values().removeIf(fallen::contains);
  }

  private static List<Banned> bansIn(List<Change> changes) {
    return changes.stream().filter(Banned.class::isInstance).map(Banned.class::cast).toList();
  }

  private void result(Result expected, Recorded recorded) {
    expect("a review is " + expected, recorded.result() == expected);
  }

  private void expect(String promise, boolean kept) {
    if (!kept) {
      broken.add(promise);
    }
  }
}
