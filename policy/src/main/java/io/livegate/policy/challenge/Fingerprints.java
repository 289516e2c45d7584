package io.livegate.policy.challenge;

import io.livegate.policy.Task;
import java.util.Arrays;

/**
 * What the answers to the movement tasks looked like, five bytes each: how far, how soon, how long,
 * from where, and how large the face was. A person who repeats a movement differs in one of them; a
 * recording that is played again does not, apart from where the sampled frames fall.
 */
final class Fingerprints {

  static final int SIZE = 5;

  /** Turns, hand, distance, and the nod. */
  private static final int MOVEMENTS = 5;

  static final int ALL = SIZE * MOVEMENTS;

  /** Milliseconds in a step. */
  private static final double TIME_STEP = 20;

  /** A sampling step of 100 ms at both ends is 160 ms with near certainty. */
  private static final int TIME_TOLERANCE = 8;

  private static final int TOLERANCE = 2;

  private Fingerprints() {}

  /**
   * @param furthest in the movement's own steps
   * @param riseMillis from leaving the neutral pose to reaching the goal
   * @param restMillis from there to the end
   * @param start in the movement's own steps
   * @param share 0..1
   */
  static byte[] of(
      double furthest, double riseMillis, double restMillis, double start, double share) {
    return new byte[] {
      step(furthest),
      step(riseMillis / TIME_STEP),
      // Never 0, which says that there is none.
      (byte) Math.max(1, step(restMillis / TIME_STEP)),
      step(start),
      step(share * 200)
    };
  }

  /** Whether the movement was answered just so before; remembers it. */
  static boolean isRepeated(ChallengeEvidence evidence, byte[] answer) {
    if (evidence.answers.length < ALL) {
      evidence.answers = Arrays.copyOf(evidence.answers, ALL);
    }
    int at = place(evidence.task()) * SIZE;
    boolean known = evidence.answers[at + 2] != 0;
    boolean same = known;
    for (int i = 0; i < SIZE; i++) {
      int tolerance = i == 1 || i == 2 ? TIME_TOLERANCE : TOLERANCE;
      same &= Math.abs(answer[i] - evidence.answers[at + i]) <= tolerance;
      evidence.answers[at + i] = answer[i];
    }
    return same;
  }

  /** The tasks that are movements have stood at the front of the list, but for the last one. */
  private static int place(Task task) {
    return task == Task.LOOK_DOWN ? MOVEMENTS - 1 : task.ordinal();
  }

  private static byte step(double value) {
    return (byte) Math.max(Byte.MIN_VALUE, Math.min(Math.round(value), Byte.MAX_VALUE));
  }
}
