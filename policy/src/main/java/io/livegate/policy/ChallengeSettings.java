package io.livegate.policy;

import java.time.Duration;
import java.util.List;

/**
 * What a policy says of challenges.
 *
 * @param tasks one of these is asked, drawn anew each time
 * @param deadline for the answer, from the task being on the screen
 * @param passes how many tasks, one after the other, must be passed before a suspicion is answered:
 *     that a recording shows by chance what is asked becomes a product
 * @param attempts how many tasks one suspicion may bring when the first is not passed
 * @param onFailed what follows when the last of them is failed
 * @param silence after a pass the rule that asked is silent for so long
 * @param mirrored whether the platform sends frames as in a mirror
 */
public record ChallengeSettings(
    List<Task> tasks,
    Duration deadline,
    int passes,
    int attempts,
    OnFailed onFailed,
    Duration silence,
    boolean mirrored) {

  /** For a policy that says nothing. */
  public static final ChallengeSettings DEFAULT =
      new ChallengeSettings(
          List.of(Task.TURN_LEFT, Task.TURN_RIGHT, Task.HAND_ACROSS_FACE),
          Duration.ofSeconds(8),
          1,
          2,
          OnFailed.REVIEW,
          Duration.ofMinutes(10),
          false);

  public static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(3);

  /** Frames are judged closely for a little longer: {@code sampling.challengeDuration}. */
  public static final Duration LONGEST_DEADLINE = Duration.ofSeconds(15);

  /** How long the platform has to say that the task is on the screen. */
  public static final Duration SHOW_WITHIN = Duration.ofSeconds(10);

  /** What follows a failed challenge. Never a ban. */
  public enum OnFailed {
    /** Ask a human. */
    REVIEW,
    /** Refuse at the gate, disconnect after admission. */
    STOP
  }

  public ChallengeSettings {
    tasks = List.copyOf(tasks);
  }
}
