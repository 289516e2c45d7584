package io.livegate.job.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How long each step of judging a frame takes, of all tasks in one JVM. Thread-safe. */
public final class StageTimes {

  /** A step; a lane's is all that it does with a frame, its models and its cues. */
  public enum Stage {
    DECODE,
    FACE,
    LIVENESS,
    DEEPFAKE,
    CONTENT,
    /** Models in shadow, of all lanes. */
    SHADOW,
    HASH;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Stage, LatencyHistogram> times = new EnumMap<>(Stage.class);
  private final Map<Stage, LongAdder> nanos = new EnumMap<>(Stage.class);

  public StageTimes() {
    for (Stage stage : Stage.values()) {
      times.put(stage, new LatencyHistogram());
      nanos.put(stage, new LongAdder());
    }
  }

  /**
   * @param startNanos {@link System#nanoTime} when the step began; it ends now
   */
  public void tookSince(Stage stage, long startNanos) {
    long took = System.nanoTime() - startNanos;
    of(times, stage).add(Math.round(took / 1e6));
    of(nanos, stage).add(took);
  }

  /** Milliseconds spent in the step so far, of all threads together. */
  public double totalMillis(Stage stage) {
    return of(nanos, stage).sum() / 1e6;
  }

  LatencyHistogram of(Stage stage) {
    return of(times, stage);
  }

  private static <T> T of(Map<Stage, T> map, Stage stage) {
    T value = map.get(stage);
    if (value == null) {
      throw new IllegalStateException("no times of " + stage);
    }
    return value;
  }
}
