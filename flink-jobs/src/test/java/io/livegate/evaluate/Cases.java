package io.livegate.evaluate;

import io.livegate.evaluate.count.Case;
import io.livegate.evaluate.count.Happening;
import io.livegate.evaluate.count.Medium;
import io.livegate.evaluate.count.Moment;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.policy.KnownSignals;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judged cases made up for tests. */
public final class Cases {

  private Cases() {}

  public static ManifestEntry entry(
      String path, String category, String label, double seconds, String... columns) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < columns.length; i += 2) {
      values.put(columns[i], columns[i + 1]);
    }
    return new ManifestEntry(path, category, label, seconds, values);
  }

  public static Case clip(String label, double seconds, String outcome, Happening... happenings) {
    boolean admitted =
        Arrays.stream(happenings).anyMatch(happening -> happening.type().equals("admitted"));
    return clip(entry(label + ".mp4", "c", label, seconds), outcome, admitted, 0.5, happenings);
  }

  public static Case clip(
      ManifestEntry entry, String outcome, boolean admitted, double fake, Happening... happenings) {
    return new Case(
        entry,
        Medium.CLIP,
        outcome,
        admitted,
        List.of(),
        List.of(happenings),
        List.of(moment(0, "deepfake.fake", fake), moment(100, "deepfake.fake", fake)),
        false);
  }

  public static Case still(String label, Object... scores) {
    return new Case(
        entry(label + ".jpg", "c", label, 0),
        Medium.STILL,
        "undecided",
        false,
        List.of("FEW_FRAMES"),
        List.of(),
        List.of(moment(0, scores)),
        false);
  }

  public static Happening happening(String type, long atMillis, String rule) {
    return new Happening(type, atMillis, rule, "because of <" + rule + ">");
  }

  public static Moment moment(long atMillis, Object... scores) {
    double[] values = new double[KnownSignals.count()];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < scores.length; i += 2) {
      values[KnownSignals.indexOf((String) scores[i])] = ((Number) scores[i + 1]).doubleValue();
    }
    return new Moment(atMillis, values);
  }
}
