package io.livegate.policy.standing;

import io.livegate.policy.Effect;
import io.livegate.policy.standing.Change.Banned;
import io.livegate.policy.standing.Change.Recorded;
import io.livegate.policy.standing.Change.Superseded;
import io.livegate.policy.standing.Change.Unbanned;
import io.livegate.policy.standing.Review.Outcome;
import io.livegate.policy.standing.Review.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * The rules of strikes, bans and their undoing. All that is remembered is in the {@link
 * DeviceRecord} handed in; the same record and the same input give the same changes.
 *
 * <p>Strikes ban when there are enough of them, each of another session, within the time that the
 * deciding policy says; a ban uses its strikes up. A machine's ban ends by itself. Reviews only
 * ever move an action from unreviewed over upheld to overturned, so a record that comes late, again
 * or out of order changes nothing twice.
 */
public final class DeviceStanding {

  /** {@code ruleId} of a ban by strikes. */
  public static final String STRIKES = "strikes";

  /** {@code ruleId} of a ban without end. */
  public static final String REVIEWERS = "reviewers";

  /** One person alone bans nobody for ever. */
  static final int REVIEWERS_NEEDED = 2;

  private final BinaryOperator<String> ids;

  /**
   * @param ids the id of the ban that follows from an action: {@link #STRIKES} or {@link
   *     #REVIEWERS} and the action's id; always the same
   */
  public DeviceStanding(BinaryOperator<String> ids) {
    this.ids = ids;
  }

  /** An action was taken. */
  public List<Change> restricted(DeviceRecord record, Restriction action) {
    if (record.action(action.action()) != null) {
      return List.of();
    }
    record.add(KnownAction.of(action));
    Long expires = action.expiresAtMillis();
    if (action.effect() == Effect.BAN && expires != null) {
      keepOut(record, action, List.of());
    }
    return strike(record, action);
  }

  private List<Change> strike(DeviceRecord record, Restriction action) {
    StrikeTerms terms = action.terms();
    if (terms == null || !action.isStrike()) {
      return List.of();
    }
    List<Restriction> strikes = counting(record, terms.withinMillis());
    if (strikes.size() < terms.at()) {
      return List.of();
    }
    String id = ids.apply(STRIKES, action.action());
    long until = action.atMillis() + terms.banMillis();
    Restriction ban = action.ban(id, STRIKES, action.atMillis(), until);
    List<String> restsOn = strikes.stream().map(Restriction::action).toList();
    record.actions().replaceAll(each -> restsOn.contains(each.id()) ? each.usedBy(id) : each);
    if (!terms.observed()) {
      keepOut(record, ban, restsOn);
      record.add(KnownAction.of(ban));
    }
    return List.of(new Banned(ban, terms.observed(), strikes, List.of()));
  }

  /**
   * Unused strikes of so long a time up to the newest, which is not the latest to arrive where
   * records come late: the oldest of each session, none of a session with a used one.
   */
  private static List<Restriction> counting(DeviceRecord record, long withinMillis) {
    long newest =
        record.actions().stream()
            .filter(KnownAction::isStrike)
            .mapToLong(each -> each.action().atMillis())
            .max()
            .orElse(Long.MIN_VALUE);
    Set<String> sessions = new HashSet<>();
    for (KnownAction each : record.actions()) {
      if (each.isStrike() && !each.usedBy().isEmpty()) {
        sessions.add(each.action().session());
      }
    }
    List<Restriction> counting = new ArrayList<>();
    record.actions().stream()
        .filter(each -> each.isStrike() && each.action().atMillis() > newest - withinMillis)
        .map(KnownAction::action)
        .sorted(Comparator.comparingLong(Restriction::atMillis))
        .filter(each -> sessions.add(each.session()))
        .forEach(counting::add);
    return counting;
  }

  /** Somebody looked at an action again. */
  public List<Change> reviewed(DeviceRecord record, Review review) {
    KnownAction known = record.action(review.action());
    if (known == null || !known.action().session().equals(review.session())) {
      return List.of(new Recorded(review, Result.UNKNOWN, null));
    }
    if (review.outcome() == Outcome.OVERTURNED) {
      return overturned(record, known, review);
    }
    if (review.permanent()) {
      return wantedForEver(record, known, review);
    }
    return List.of(upheld(record, known, review));
  }

  private static Change upheld(DeviceRecord record, KnownAction known, Review review) {
    boolean first = known.outcome() == null;
    if (first) {
      record.replace(known.found(Outcome.UPHELD));
    }
    return recorded(review, first ? Result.APPLIED : Result.UNCHANGED, known);
  }

  private List<Change> wantedForEver(DeviceRecord record, KnownAction known, Review review) {
    List<String> before = known.wantedForEver();
    if (known.isOverturned()
        || known.action().device() == null
        || before.contains(review.by())
        || before.size() >= REVIEWERS_NEEDED) {
      return List.of(recorded(review, Result.UNCHANGED, known));
    }
    KnownAction wanted = known.found(Outcome.UPHELD).wantedForEverBy(review.by());
    record.replace(wanted);
    if (wanted.wantedForEver().size() < REVIEWERS_NEEDED) {
      return List.of(recorded(review, Result.PENDING, known));
    }
    String id = ids.apply(REVIEWERS, known.id());
    Restriction ban = known.action().ban(id, REVIEWERS, review.atMillis(), null);
    keepOut(record, ban, List.of(known.id()));
    record.add(KnownAction.of(ban));
    return List.of(
        recorded(review, Result.APPLIED, known),
        new Banned(ban, false, List.of(), wanted.wantedForEver()));
  }

  private static void keepOut(DeviceRecord record, Restriction ban, List<String> restsOn) {
    String device = ban.device();
    Long until = ban.expiresAtMillis();
    if (device != null) {
      long untilMillis = until == null ? Long.MAX_VALUE : until;
      record
          .bans()
          .add(
              new KnownBan(
                  ban.action(), ban.tenant(), device, ban.session(), untilMillis, restsOn));
    }
  }

  private static List<Change> overturned(DeviceRecord record, KnownAction known, Review review) {
    if (known.isOverturned()) {
      return List.of(recorded(review, Result.UNCHANGED, known));
    }
    List<Change> changes = new ArrayList<>();
    changes.add(recorded(review, Result.APPLIED, known));
    record.replace(known.found(Outcome.OVERTURNED));
    changes.add(new Superseded(known.action(), known.isStrike(), null, review));
    Set<String> fallenIds = restingOn(record, known);
    List<KnownBan> fallen =
        record.bans().stream().filter(ban -> fallenIds.contains(ban.id())).toList();
    record.bans().removeAll(fallen);
    fallenIds.remove(known.id());
    for (KnownAction each : List.copyOf(record.actions())) {
      if (fallenIds.contains(each.id()) && !each.isOverturned()) {
        record.replace(each.found(Outcome.OVERTURNED));
        changes.add(new Superseded(each.action(), false, known.id(), review));
      } else if (fallenIds.contains(each.usedBy()) && !each.isOverturned()) {
        record.replace(each.usedBy("")); // the other strikes count again
      }
    }
    if (!fallen.isEmpty() && record.bans().isEmpty()) {
      changes.add(new Unbanned(fallen.get(fallen.size() - 1), review.atMillis(), review));
    }
    return changes;
  }

  /**
   * Ids of the action itself and of the bans that would not be without it, those that are over
   * among them: what was wrong then is wrong all the same.
   */
  private static Set<String> restingOn(DeviceRecord record, KnownAction action) {
    Set<String> fallen = new HashSet<>();
    fallen.add(action.id());
    if (!action.usedBy().isEmpty()) {
      fallen.add(action.usedBy());
    }
    boolean more = true;
    while (more) {
      more = false;
      for (KnownBan ban : record.bans()) {
        boolean rests = ban.restsOn().stream().anyMatch(fallen::contains);
        more |= rests && fallen.add(ban.id());
      }
    }
    return fallen;
  }

  /** Time has passed: bans may be over. */
  public List<Change> expired(DeviceRecord record, long nowMillis) {
    List<KnownBan> over =
        record.bans().stream().filter(ban -> ban.untilMillis() <= nowMillis).toList();
    record.bans().removeAll(over);
    if (over.isEmpty() || !record.bans().isEmpty()) {
      return List.of();
    }
    KnownBan last =
        over.stream().max(Comparator.comparingLong(KnownBan::untilMillis)).orElseThrow();
    return List.of(new Unbanned(last, last.untilMillis(), null));
  }

  private static Recorded recorded(Review review, Result result, KnownAction known) {
    return new Recorded(review, result, known.action());
  }
}
