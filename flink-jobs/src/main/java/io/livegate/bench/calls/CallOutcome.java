package io.livegate.bench.calls;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan did in one call.
 *
 * @param actions all of the session's, in their order
 * @param judgedFrames how many frames were looked at
 */
public record CallOutcome(CallScript call, List<Action> actions, long judgedFrames) {

  private static final String ADMITTED = "admitted";

  /** After these the platform has ended the call. */
  private static final Set<String> STOPS = Set.of("disconnected", "refused", "banned");

  /** What the person or a reviewer notices without the call being over. */
  private static final Set<String> MILDER =
      Set.of("coached", "challenged", "warned", "blurred", "requested");

  /**
   * One enforcement event.
   *
   * @param type last word of the event's type
   * @param atMillis media time
   */
  public record Action(String type, long atMillis) {

    boolean isStop() {
      return STOPS.contains(type);
    }

    /** Whether anything is done about the session: being let in and ending are not. */
    boolean isTaken() {
      return isStop() || MILDER.contains(type);
    }
  }

  public CallOutcome {
    actions = List.copyOf(actions);
  }

  /** When the person was let in; null if never, and then the call says nothing about later. */
  public @Nullable Long admittedMillis() {
    return actions.stream()
        .filter(action -> action.type().equals(ADMITTED))
        .map(Action::atMillis)
        .findFirst()
        .orElse(null);
  }

  /** What was done to the person while nothing had happened. */
  public List<Action> falseActions() {
    Long admitted = admittedMillis();
    return admitted == null
        ? List.of()
        : actions.stream()
            .filter(action -> action.isTaken() && action.atMillis() >= admitted)
            .filter(action -> action.atMillis() < call.fromMillis())
            .toList();
  }

  /** How long the person was in a call in which nothing had happened yet. */
  public long genuineMillis() {
    Long admitted = admittedMillis();
    if (admitted == null) {
      return 0;
    }
    long until =
        falseActions().stream()
            .filter(Action::isStop)
            .mapToLong(Action::atMillis)
            .findFirst()
            .orElse(call.fromMillis());
    return until - admitted;
  }

  /** Whether there is an incident, and the call went on until it came. */
  public boolean isReached() {
    return call.incident() != null
        && admittedMillis() != null
        && falseActions().stream().noneMatch(Action::isStop);
  }

  /** From the incident's begin to the first action; null when it was missed. */
  public @Nullable Long delayMillis() {
    return delay(false);
  }

  /** From the incident's begin to the end of the call by the system; null when it went on. */
  public @Nullable Long stopDelayMillis() {
    return delay(true);
  }

  private @Nullable Long delay(boolean stops) {
    return actions.stream()
        .filter(action -> stops ? action.isStop() : action.isTaken())
        .filter(action -> action.atMillis() >= call.fromMillis())
        .map(action -> action.atMillis() - call.fromMillis())
        .findFirst()
        .orElse(null);
  }
}
