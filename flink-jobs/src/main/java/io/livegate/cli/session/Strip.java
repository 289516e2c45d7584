package io.livegate.cli.session;

import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, second by second: for people to look at, never to decide on. Thread-safe.
 *
 * <p>A score's second holds the mean of its answers; {@code null} where the lane gave none.
 */
public final class Strip {

  /** The rows people are shown: a score's policy name and its label. */
  public enum Row {
    FACE("face.present", "face"),
    LIVE("liveness.live", "live"),
    STILL("liveness.still", "still"),
    FAKE("deepfake.fake", "fake"),
    EXPLICIT("content.explicit", "explicit");

    private final String score;
    private final String label;

    Row(String score, String label) {
      this.score = score;
      this.label = label;
    }

    public String score() {
      return score;
    }

    public String label() {
      return label;
    }
  }

  private final List<double[]> sums = new ArrayList<>();
  private final List<int[]> answers = new ArrayList<>();

  /** Adds a frame's answers to the second it belongs to; controls add nothing. */
  public synchronized void add(Signals signals, long startMillis) {
    int second = (int) Math.max(0, (signals.atMillis() - startMillis) / 1000);
    if (signals.lanes().isEmpty() || second >= MAX_SECONDS) {
      return;
    }
    while (sums.size() <= second) {
      sums.add(new double[Row.values().length]);
      answers.add(new int[Row.values().length]);
    }
    for (Row row : Row.values()) {
      Double score = signals.score(row.score());
      if (score != null) {
        sums.get(second)[row.ordinal()] += Math.min(1, score); // still counts seconds: full at one
        answers.get(second)[row.ordinal()]++;
      }
    }
  }

  /** An hour is more than any terminal shows. */
  private static final int MAX_SECONDS = 3600;

  public synchronized int seconds() {
    return sums.size();
  }

  /** The mean score of that second, 0..1, or null. */
  public synchronized @Nullable Double at(Row row, int second) {
    if (second < 0 || second >= sums.size() || answers.get(second)[row.ordinal()] == 0) {
      return null;
    }
    return sums.get(second)[row.ordinal()] / answers.get(second)[row.ordinal()];
  }
}
