package io.livegate.policy.challenge;

import io.livegate.policy.Task;
import io.livegate.policy.challenge.Verifier.Edge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task put to a person, as the platform is told of it.
 *
 * @param number within its session, from 1: the platform names it when it reports back
 * @param attempt 1 for the first task that a suspicion brought, 2 for the one after it
 * @param task what to do
 * @param towards of a turn: the edge of the picture, as sent, that the face turns to
 * @param colours of a colour task: one after the other, white first
 * @param deadlineMillis for the answer, from the task being on the screen
 * @param showWithinMillis how long the platform has to put it there
 * @param alternative whether declining brings another kind of task; else a human
 * @param closing how it ended; null when it is only being asked
 */
public record Challenge(
    int number,
    int attempt,
    Task task,
    @Nullable Edge towards,
    List<Colour> colours,
    long deadlineMillis,
    long showWithinMillis,
    boolean alternative,
    @Nullable Closing closing) {

  public Challenge {
    colours = List.copyOf(colours);
  }
}
