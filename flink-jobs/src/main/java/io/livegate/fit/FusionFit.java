package io.livegate.fit;

import io.livegate.liveness.fuse.Curve;
import io.livegate.liveness.fuse.Fusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fits a {@link Fusion} to traces of genuine people and of attacks.
 *
 * <p>A score that only accuses is added to what the others make without it: it takes no weight from
 * them, so nobody is let in because of it who would not be let in without. One that is bounded is
 * so at the end: the others are weighed beside all that it tells, and none takes its place.
 */
public final class FusionFit {

  /** A stretch over which ratios are averaged before the weights are fitted. */
  private static final long STRETCH_MILLIS = 1_000;

  /** A cue that adds less than this to the others is left out. */
  private static final double LEAST_WEIGHT = 0.05;

  private final Map<String, Boolean> rising;
  private final Set<String> accusing;
  private final Map<String, Double> lowest;

  /**
   * @param rising the scores that may count, and whether a larger value looks more alive
   * @param accusing those of them that never speak for a face
   * @param lowest the lowest log ratio of those whose fit cannot know how honest people have them
   */
  public FusionFit(Map<String, Boolean> rising, Set<String> accusing, Map<String, Double> lowest) {
    this.rising = new TreeMap<>(rising);
    this.accusing = Set.copyOf(accusing);
    this.lowest = Map.copyOf(lowest);
  }

  /**
   * @param traces at least one of each class with frames that can be fused
   * @throws IllegalArgumentException if one class is missing
   */
  public Fusion of(List<Trace> traces) {
    Map<Trace, List<Trace.Frame>> frames = new LinkedHashMap<>();
    for (Trace trace : traces) {
      List<Trace.Frame> own = trace.frames();
      if (!own.isEmpty()) {
        frames.put(trace, own);
      }
    }
    List<Calibrated> cues = calibrated(frames);
    List<Calibrated> bothWays = cues.stream().filter(cue -> !accusing.contains(cue.cue())).toList();
    if (bothWays.isEmpty()) {
      throw new IllegalArgumentException(
          "a fit needs clips of genuine people and of attacks in which a face was judged");
    }
    WeightFit.Weights weights = weights(frames, bothWays);
    Map<String, Curve> curves = curves(bothWays, weights);
    String madeOn = madeOn(frames.keySet());
    double offset = round(weights.offset());
    Fusion undiscounted = new Fusion(madeOn, 1, offset, curves);
    double seconds = round(CorrelationTime.seconds(frames, undiscounted));
    if (bothWays.size() < cues.size()) {
      curves(cues, weights(frames, cues)).entrySet().stream()
          .filter(curve -> accusing.contains(curve.getKey()))
          .forEach(curve -> curves.put(curve.getKey(), curve.getValue()));
    }
    return new Fusion(madeOn, seconds, offset, curves);
  }

  private static WeightFit.Weights weights(
      Map<Trace, List<Trace.Frame>> frames, List<Calibrated> cues) {
    return WeightFit.of(stretches(frames, cues), cues.size());
  }

  /** Each cue's curve times its weight, without those that add next to nothing. */
  private Map<String, Curve> curves(List<Calibrated> cues, WeightFit.Weights weights) {
    Map<String, Curve> scaled = new TreeMap<>();
    for (int k = 0; k < cues.size(); k++) {
      if (weights.each()[k] >= LEAST_WEIGHT) {
        String cue = cues.get(k).cue();
        scaled.put(cue, bounded(cue, scaled(cues.get(k).curve(), weights.each()[k])));
      }
    }
    return scaled;
  }

  private Curve bounded(String cue, Curve curve) {
    Double least = lowest.get(cue);
    return least == null ? curve : curve.noLowerThan(least);
  }

  private record Calibrated(String cue, Curve curve) {}

  private static Curve scaled(Curve curve, double weight) {
    return new Curve(
        curve.values(), curve.logRatios().stream().map(ratio -> round(ratio * weight)).toList());
  }

  private static String madeOn(Set<Trace> traces) {
    long genuine = traces.stream().filter(Trace::genuine).count();
    Set<String> sources = traces.stream().map(Trace::source).collect(Collectors.toSet());
    return "livegate fit, on "
        + genuine
        + " genuine clips and "
        + (traces.size() - genuine)
        + " attacks of "
        + sources.size()
        + " sources";
  }

  private List<Calibrated> calibrated(Map<Trace, List<Trace.Frame>> frames) {
    List<Calibrated> cues = new ArrayList<>();
    rising.forEach(
        (cue, up) -> {
          List<CurveFit.Sample> samples = new ArrayList<>();
          frames.forEach(
              (trace, own) -> {
                double[] values = values(own, cue);
                for (double value : values) {
                  samples.add(new CurveFit.Sample(value, trace.genuine(), 1.0 / values.length));
                }
              });
          Curve curve = CurveFit.of(samples, up);
          if (curve != null) {
            cues.add(new Calibrated(cue, accusing.contains(cue) ? curve.withoutExcuse() : curve));
          }
        });
    return cues;
  }

  private static double[] values(List<Trace.Frame> frames, String cue) {
    return frames.stream()
        .map(frame -> frame.scores().get(cue))
        .filter(value -> value != null)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static List<WeightFit.Stretch> stretches(
      Map<Trace, List<Trace.Frame>> frames, List<Calibrated> cues) {
    List<WeightFit.Stretch> stretches = new ArrayList<>();
    frames.forEach(
        (trace, own) -> {
          Set<Long> numbers = new TreeSet<>();
          own.forEach(frame -> numbers.add(frame.atMillis() / STRETCH_MILLIS));
          for (long number : numbers) {
            double[] ratios = new double[cues.size()];
            int n = 0;
            for (Trace.Frame frame : own) {
              if (frame.atMillis() / STRETCH_MILLIS == number) {
                n++;
                for (int k = 0; k < ratios.length; k++) {
                  Double value = frame.scores().get(cues.get(k).cue());
                  ratios[k] += value == null ? 0 : cues.get(k).curve().at(value);
                }
              }
            }
            int count = n;
            double[] means = Arrays.stream(ratios).map(sum -> sum / count).toArray();
            stretches.add(new WeightFit.Stretch(means, trace.genuine(), 1.0 / numbers.size()));
          }
        });
    return stretches;
  }

  private static double round(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
