package io.livegate.policy.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.Task;
import io.livegate.policy.challenge.ChallengeTraces.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VerifierPropertiesTest {

  private static final List<Task> TASKS = List.of(Task.values());

  @Property
  void nothingWithoutTheMovementPasses(@ForAll Task task, @ForAll("seeds") long seed) {
    assertThat(play(task, noise(task, seed, Integer.MAX_VALUE)).result())
        .isNotEqualTo(Result.PASSED);
  }

  @Property
  void noSingleFramePasses(
      @ForAll Task task, @ForAll("seeds") long seed, @ForAll("frames") int frame) {
    assertThat(play(task, noise(task, seed, frame)).result()).isNotEqualTo(Result.PASSED);
  }

  /** Giving less time never turns a failure into a pass. */
  @Property
  void theDeadlineIsMonotonic(
      @ForAll Task task, @ForAll("seeds") long seed, @ForAll("frames") int frames) {
    Scene scene = performed(task, seed);
    boolean passedBefore = false;
    for (long deadline = 3_000 + frames * 10L; deadline <= 15_000; deadline += 1_500) {
      Closing closing =
          ChallengeTraces.play(
              new Verifier(deadline, false), ChallengeTraces.evidence(task), scene, 100, 16);
      boolean passed = closing.result() == Result.PASSED;
      assertThat(passed || !passedBefore).as("%s with %d ms", closing, deadline).isTrue();
      if (passed) {
        assertThat(closing.tookMillis())
            .isLessThanOrEqualTo(Math.max(deadline, 8_200) + Verifier.HOLD);
      }
      passedBefore = passed;
    }
  }

  @Property
  void theSameFramesGiveTheSameEnd(@ForAll Task task, @ForAll("seeds") long seed) {
    assertThat(play(task, performed(task, seed))).isEqualTo(play(task, performed(task, seed)));
  }

  /** Properties over answers that never pass would prove nothing. */
  @Example
  void performersDoPass() {
    for (Task task : TASKS) {
      int passed = 0;
      for (long seed = 0; seed < 100; seed++) {
        passed += play(task, performed(task, seed)).result() == Result.PASSED ? 1 : 0;
      }
      assertThat(passed).as("%s", task).isGreaterThan(20);
    }
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  @Provide
  Arbitrary<Integer> frames() {
    return Arbitraries.integers().between(0, 90);
  }

  private static Closing play(Task task, Scene scene) {
    return ChallengeTraces.play(task, scene);
  }

  /** Scores that wander short of what is asked; at one frame they show it all. */
  private static Scene noise(Task task, long seed, int frame) {
    return s -> {
      int number = (int) Math.round(s * 10);
      Random random = new Random(seed + number);
      Map<String, Double> scores = ChallengeTraces.calm();
      scores.put("face.yaw", 30 * (2 * random.nextDouble() - 1));
      scores.put("face.pitch", 7 * (2 * random.nextDouble() - 1));
      scores.put("face.covered", 0.45 * random.nextDouble());
      scores.put("face.share", 0.2 * (1 + 0.15 * random.nextDouble()));
      scores.put("face.redness", 0.4 + 0.0019 * random.nextDouble());
      // One blink, and no second one.
      scores.put("liveness.blinks", number > 10 + Math.floorMod(seed, 60) ? 4.0 : 3.0);
      if (number == frame) {
        scores.put("face.yaw", task == Task.TURN_LEFT ? 50.0 : -50.0);
        scores.put("face.pitch", -30.0);
        scores.put("face.covered", 1.0);
        scores.put("face.share", 0.29);
        scores.put("face.redness", 0.45);
        scores.put("liveness.blinks", scores.get("liveness.blinks") + 2);
      }
      return scores;
    };
  }

  /** Somebody who does what is asked, more or less soon and far. */
  private static Scene performed(Task task, long seed) {
    Random random = new Random(seed);
    double from = 0.2 + 5 * random.nextDouble();
    double size = 0.5 + random.nextDouble();
    return s -> {
      double hump = size * ChallengeTraces.hump((s - from) / 0.5, 2);
      return switch (task) {
        case TURN_LEFT -> ChallengeTraces.calm("face.yaw", 50 * hump);
        case TURN_RIGHT -> ChallengeTraces.calm("face.yaw", -50 * hump);
        case LOOK_DOWN -> ChallengeTraces.calm("face.pitch", -4 - 25 * hump);
        case HAND_ACROSS_FACE -> ChallengeTraces.calm("face.covered", Math.min(1, hump));
        case COME_CLOSER -> ChallengeTraces.calm("face.share", 0.2 * (1 + 0.6 * hump));
        case BLINK_TWICE ->
            ChallengeTraces.calm(
                "liveness.blinks", 3.0 + (s > from ? 1 : 0) + (s > from + size ? 1 : 0));
        case FOLLOW_COLOUR -> lit(s, 0.006 * size);
      };
    };
  }

  private static Map<String, Double> lit(double s, double strength) {
    List<Colour> colours = new ArrayList<>(Verifier.colours(0x5eed, 1));
    int stage = (int) (s / (Colour.EACH_MILLIS / 1e3));
    int warmth = ChallengeTraces.warmth(colours.get(Math.min(stage, colours.size() - 1)));
    return ChallengeTraces.calm("face.redness", 0.4 + strength * warmth);
  }
}
