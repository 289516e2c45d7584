package io.livegate.policy.challenge;

import io.livegate.policy.KnownSignals;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The scores that tell a face tearing: all of the deepfake lane, summed up while a task is on. */
final class Watched {

  private static final int[] PLACES =
      IntStream.range(0, KnownSignals.count())
          .filter(i -> KnownSignals.all().get(i).lane() == Lane.DEEPFAKE)
          .toArray();

  private Watched() {}

  static int count() {
    return PLACES.length;
  }

  static void add(ChallengeEvidence e, double[] scores) {
    boolean any = false;
    for (int i = 0; i < e.watchedMax.length && i < PLACES.length; i++) {
      double score = scores[PLACES[i]];
      if (!Double.isNaN(score)) {
        int stored = (int) Math.round(score * 1e4);
        e.watchedMax[i] = Math.max(e.watchedMax[i], stored);
        e.watchedSum[i] += stored;
        any = true;
      }
    }
    if (any) {
      e.watchedFrames++;
    }
  }

  static Map<String, Double> of(ChallengeEvidence e) {
    Map<String, Double> watched = new TreeMap<>();
    for (int i = 0; e.watchedFrames > 0 && i < e.watchedMax.length && i < PLACES.length; i++) {
      String name = KnownSignals.all().get(PLACES[i]).name();
      watched.put(name + ".max", e.watchedMax[i] / 1e4);
      watched.put(name + ".mean", LaneSignal.round(e.watchedSum[i] / 1e4 / e.watchedFrames));
    }
    return watched;
  }
}
