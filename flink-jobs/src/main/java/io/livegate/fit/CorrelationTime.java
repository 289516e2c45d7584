package io.livegate.fit;

import io.livegate.liveness.fuse.Fusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * After how long a frame says something new: the integrated autocorrelation time of the frames' log
 * odds around the mean of their class (Sokal, "Monte Carlo methods in statistical mechanics",
 * 1997), summed up to the lag at which the correlation is gone.
 */
final class CorrelationTime {

  /** Times outside of this cannot be told from clips of some seconds. */
  private static final double SHORTEST = 0.1;

  private static final double LONGEST = 2;
  private static final double GONE = 0.05;

  private CorrelationTime() {}

  static double seconds(Map<Trace, List<Trace.Frame>> frames, Fusion fusion) {
    double genuine = mean(frames, fusion, true);
    double attack = mean(frames, fusion, false);
    List<double[]> series = new ArrayList<>();
    List<Double> gaps = new ArrayList<>();
    frames.forEach(
        (trace, own) -> {
          double mean = trace.genuine() ? genuine : attack;
          series.add(own.stream().mapToDouble(frame -> odds(fusion, frame) - mean).toArray());
          for (int i = 1; i < own.size(); i++) {
            gaps.add((own.get(i).atMillis() - own.get(i - 1).atMillis()) / 1000.0);
          }
        });
    gaps.sort(null);
    double step = gaps.isEmpty() ? SHORTEST : gaps.get(gaps.size() / 2);
    double variance = covariance(series, 0);
    double steps = 1;
    for (int lag = 1; variance > 0 && lag * step < LONGEST; lag++) {
      double correlation = covariance(series, lag) / variance;
      if (correlation < GONE) {
        break;
      }
      steps += 2 * correlation;
    }
    return Math.max(SHORTEST, Math.min(LONGEST, steps * step));
  }

  /** Each clip weighs the same. */
  private static double mean(Map<Trace, List<Trace.Frame>> frames, Fusion fusion, boolean genuine) {
    return frames.entrySet().stream()
        .filter(entry -> entry.getKey().genuine() == genuine)
        .mapToDouble(
            entry ->
                entry.getValue().stream()
                    .mapToDouble(frame -> odds(fusion, frame))
                    .average()
                    .orElse(0))
        .average()
        .orElse(0);
  }

  private static double odds(Fusion fusion, Trace.Frame frame) {
    Double odds = fusion.logOdds(frame.scores());
    return odds == null ? 0 : odds;
  }

  private static double covariance(List<double[]> series, int lag) {
    double sum = 0;
    int n = 0;
    for (double[] one : series) {
      for (int i = lag; i < one.length; i++) {
        sum += one[i] * one[i - lag];
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }
}
