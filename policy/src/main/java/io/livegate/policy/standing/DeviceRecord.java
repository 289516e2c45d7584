package io.livegate.policy.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one device of one tenant, or of one session whose device nobody named: its
 * newest actions and the bans in force. Not thread-safe.
 */
public final class DeviceRecord {

  /** Older actions are forgotten; of what a ban in force rests on only strikes, and last. */
  public static final int MOST_ACTIONS = 32;

  private final List<KnownAction> actions;
  private final List<KnownBan> bans;

  public DeviceRecord(List<KnownAction> actions, List<KnownBan> bans) {
    this.actions = new ArrayList<>(actions);
    this.bans = new ArrayList<>(bans);
  }

  /** Oldest first. */
  public List<KnownAction> actions() {
    return actions;
  }

  public List<KnownBan> bans() {
    return bans;
  }

  @Nullable KnownAction action(String id) {
    return actions.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
  }

  void add(KnownAction action) {
    KnownAction old = leastNeeded();
    while (old != null && actions.size() >= MOST_ACTIONS) {
      actions.remove(old);
      old = leastNeeded();
    }
    actions.add(action);
  }

  void replace(KnownAction changed) {
    actions.replaceAll(each -> each.id().equals(changed.id()) ? changed : each);
  }

  /**
   * The oldest that is no strike and that no ban rests on, else the oldest that no ban rests on,
   * else the oldest strike whose bans end by themselves: those can still be lifted by their own id.
   */
  private @Nullable KnownAction leastNeeded() {
    return oldest(each -> neededUntil(each) == 0 && !each.isStrike())
        .or(() -> oldest(each -> neededUntil(each) == 0))
        .or(() -> oldest(each -> neededUntil(each) < Long.MAX_VALUE && each.isStrike()))
        .orElse(null);
  }

  private Optional<KnownAction> oldest(Predicate<KnownAction> which) {
    return actions.stream().filter(which).findFirst();
  }

  /** When the last ban in force that rests on it ends; 0 if none does. */
  private long neededUntil(KnownAction action) {
    return bans.stream()
        .filter(ban -> ban.restsOn(action.id()))
        .mapToLong(KnownBan::untilMillis)
        .max()
        .orElse(0);
  }

  /** What bans in force rest on, those bans among them: nobody could lift one without. */
  public List<KnownAction> needed() {
    return actions.stream().filter(each -> neededUntil(each) > 0).toList();
  }

  /** Forgets actions from before then, but not what a ban in force rests on. */
  public void forgetBefore(long millis) {
    actions.removeIf(each -> each.action().atMillis() < millis && neededUntil(each) == 0);
  }
}
