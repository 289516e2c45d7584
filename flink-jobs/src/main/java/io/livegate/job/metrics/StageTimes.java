package io.livegate.job.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How long each step of judging a frame takes, of all tasks in one JVM. Thread-safe. */
public final class StageTimes {

  /** A step; a lane's is all that it does with a frame, its models and its cues. */
  public enum Stage {
    DECODE,
    FACE,
    LIVENESS,
    DEEPFAKE,
    CONTENT,
    HASH;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Stage, LatencyHistogram> times = new EnumMap<>(Stage.class);

  public StageTimes() {
    for (Stage stage : Stage.values()) {
      times.put(stage, new LatencyHistogram());
    }
  }

  /**
   * @param startNanos {@link System#nanoTime} when the step began; it ends now
   */
  public void tookSince(Stage stage, long startNanos) {
    of(stage).add(Math.round((System.nanoTime() - startNanos) / 1e6));
  }

  LatencyHistogram of(Stage stage) {
    LatencyHistogram histogram = times.get(stage);
    if (histogram == null) {
      throw new IllegalStateException("no times of " + stage);
    }
    return histogram;
  }
}
