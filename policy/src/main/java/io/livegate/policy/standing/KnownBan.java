package io.livegate.policy.standing;

import java.util.List;

/**
 * A ban in force.
 *
 * @param id of its event
 * @param tenant whose device
 * @param session that its event is about
 * @param untilMillis {@link Long#MAX_VALUE}: until somebody lifts it
 * @param restsOn ids of the actions without which it would not be
 */
public record KnownBan(
    String id,
    String tenant,
    String device,
    String session,
    long untilMillis,
    List<String> restsOn) {

  public KnownBan {
    restsOn = List.copyOf(restsOn);
  }

  boolean restsOn(String action) {
    return id.equals(action) || restsOn.contains(action);
  }
}
