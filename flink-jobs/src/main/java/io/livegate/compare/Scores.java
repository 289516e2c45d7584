package io.livegate.compare;

import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.signal.LaneSignal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One model's scores, frame by frame; NaN where it gave none. */
final class Scores {

  private final Detector detector;
  private final String name;
  private final List<Double> scores = new ArrayList<>();
  private final List<Double> millis = new ArrayList<>();
  private final List<FileMean> files = new ArrayList<>();
  private Detector.@Nullable SessionJudge session;
  private int fileBegin;

  /** A file's mean score and what it shows. */
  record FileMean(Truth truth, double score) {}

  Scores(Detector detector, LaneScore compared) {
    this.detector = detector;
    this.name = compared.score();
  }

  void begin() {
    session = detector.openSession();
    fileBegin = scores.size();
  }

  void take(FrameView frame) {
    if (session == null) {
      throw new IllegalStateException("a frame outside a file");
    }
    long start = System.nanoTime();
    LaneSignal answer = session.judge(frame);
    long took = System.nanoTime() - start;
    Double score = answer.scores().get(name);
    scores.add(score == null ? Double.NaN : score);
    if (score != null) {
      millis.add(took / 1e6);
    }
  }

  void end(ManifestEntry entry) {
    double mean =
        scores.subList(fileBegin, scores.size()).stream()
            .filter(score -> !score.isNaN())
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(Double.NaN);
    if (!Double.isNaN(mean)) {
      files.add(new FileMean(entry.truth(), mean));
    }
  }

  /** Of all frames in their order. */
  double[] all() {
    return scores.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double[] answered() {
    return Arrays.stream(all()).filter(score -> !Double.isNaN(score)).toArray();
  }

  /** Mean scores of the files that show this. */
  double[] of(Truth truth) {
    return files.stream()
        .filter(file -> file.truth() == truth)
        .mapToDouble(FileMean::score)
        .toArray();
  }

  double[] millis() {
    return millis.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
