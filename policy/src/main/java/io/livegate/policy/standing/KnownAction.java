package io.livegate.policy.standing;

import io.livegate.policy.standing.Review.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An action that is remembered for its device.
 *
 * @param outcome the last word of the reviews, null before the first
 * @param usedBy id of the ban that this strike led to; empty while it counts
 * @param wantedForEver who wants the device banned without end, two at most
 */
public record KnownAction(
    Restriction action, @Nullable Outcome outcome, String usedBy, List<String> wantedForEver) {

  public KnownAction {
    wantedForEver = List.copyOf(wantedForEver);
  }

  static KnownAction of(Restriction action) {
    return new KnownAction(action, null, "", List.of());
  }

  public String id() {
    return action.action();
  }

  boolean isOverturned() {
    return outcome == Outcome.OVERTURNED;
  }

  /** Whether it is a strike, used or not. */
  boolean isStrike() {
    return action.isStrike() && !isOverturned();
  }

  KnownAction found(Outcome now) {
    return new KnownAction(action, now, usedBy, wantedForEver);
  }

  KnownAction usedBy(String ban) {
    return new KnownAction(action, outcome, ban, wantedForEver);
  }

  KnownAction wantedForEverBy(String reviewer) {
    List<String> all = new ArrayList<>(wantedForEver);
    all.add(reviewer);
    return new KnownAction(action, outcome, usedBy, all);
  }
}
