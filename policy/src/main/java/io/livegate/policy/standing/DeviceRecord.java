package io.livegate.policy.standing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one device of one tenant, or of one session whose device nobody named: its
 * newest actions and the bans in force. Not thread-safe.
 */
public final class DeviceRecord {

  /** Older actions are forgotten; those that a ban in force rests on last. */
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
    actions.add(action);
    while (actions.size() > MOST_ACTIONS) {
      actions.remove(leastNeeded());
    }
  }

  void replace(KnownAction changed) {
    actions.replaceAll(each -> each.id().equals(changed.id()) ? changed : each);
  }

  /** The oldest of those that nothing rests on, else the oldest. */
  private int leastNeeded() {
    for (int i = 0; i < actions.size(); i++) {
      KnownAction each = actions.get(i);
      if (!each.isStrike() && bans.stream().noneMatch(ban -> ban.restsOn(each.id()))) {
        return i;
      }
    }
    return 0;
  }

  /** Forgets actions from before then, but not what a ban in force rests on. */
  public void forgetBefore(long millis) {
    actions.removeIf(
        each ->
            each.action().atMillis() < millis
                && bans.stream().noneMatch(ban -> ban.restsOn(each.id())));
  }
}
