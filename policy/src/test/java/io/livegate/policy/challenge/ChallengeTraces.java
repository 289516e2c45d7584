package io.livegate.policy.challenge;

import io.livegate.policy.Task;
import io.livegate.policy.Traces;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plays people, pictures and recordings to a verifier. */
public final class ChallengeTraces {

  static final long DEADLINE = 8_000;
  static final long SHOWN_AT = 5_000;

  private ChallengeTraces() {}

  /** What the frame at that many seconds after the task was shown gives. */
  interface Scene {
    Map<String, Double> at(double seconds);
  }

  /** An evidence in which everything that can be filled is. */
  public static ChallengeEvidence full() {
    ChallengeEvidence evidence = evidence(Task.TURN_LEFT);
    evidence.start(SHOWN_AT, Watched.count());
    Fingerprints.isRepeated(evidence, Fingerprints.of(40, 300, 900, 1, 0.2));
    return evidence;
  }

  static ChallengeEvidence evidence(Task task) {
    ChallengeEvidence evidence = new ChallengeEvidence();
    evidence.number = 1;
    evidence.attempt = 1;
    evidence.task = (byte) task.ordinal();
    evidence.seed = 0x5eed;
    return evidence;
  }

  /** Somebody who looks at the camera and does nothing. */
  static Map<String, Double> calm() {
    Map<String, Double> scores = new TreeMap<>();
    scores.put("face.present", 1.0);
    scores.put("face.count", 1.0);
    scores.put("face.share", 0.2);
    scores.put("face.yaw", 1.0);
    scores.put("face.pitch", -4.0);
    scores.put("face.covered", 0.0);
    scores.put("face.redness", 0.4);
    scores.put("face.blueness", 0.28);
    scores.put("liveness.blinks", 3.0);
    scores.put("liveness.live", 0.9);
    scores.put("liveness.genuine", 0.8);
    return scores;
  }

  static Map<String, Double> calm(String score, double value) {
    Map<String, Double> scores = calm();
    scores.put(score, value);
    return scores;
  }

  /** Turns to that angle within half a second from {@code from} on, stays one, and comes back. */
  static Scene turn(double from, double degrees) {
    return s -> calm("face.yaw", 1 + degrees * hump((s - from) / 0.5, 2));
  }

  /** Bows the head by that much within half a second from {@code from} on, and looks up again. */
  static Scene nod(double from, double degrees) {
    return s -> calm("face.pitch", -4 - degrees * hump((s - from) / 0.5, 2));
  }

  /** Which way the colour moves redness minus blueness of what it shines on. */
  static int warmth(Colour colour) {
    return colour == Colour.RED ? 1 : colour == Colour.BLUE ? -1 : 0;
  }

  /** 0, then rising over one unit to 1, staying for so many, and falling over one. */
  static double hump(double at, double stays) {
    return Math.max(0, Math.min(Math.min(at, 2 + stays - at), 1));
  }

  static Closing play(Task task, Scene scene) {
    return play(new Verifier(DEADLINE, false), evidence(task), scene, 100, 14);
  }

  /** Ten frames a second, or so, until the task is over; its end by the clock at last. */
  static Closing play(
      Verifier verifier, ChallengeEvidence evidence, Scene scene, int everyMillis, double seconds) {
    verifier.begin(evidence, SHOWN_AT);
    for (long after = 0; after < seconds * 1000; after += everyMillis) {
      Map<String, Double> scores = scene.at(after / 1e3);
      Closing closing = verifier.frame(evidence, Traces.frame(after, SHOWN_AT + after, scores));
      if (closing != null) {
        return closing;
      }
    }
    @Nullable Closing closing = verifier.advance(evidence, SHOWN_AT + 60_000);
    if (closing == null) {
      throw new AssertionError("a deadline that has passed closes nothing");
    }
    return closing;
  }
}
