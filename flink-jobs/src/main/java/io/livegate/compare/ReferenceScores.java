package io.livegate.compare;

import io.livegate.detector.Detector;
import io.livegate.detector.LaneModels;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.source.SourceException;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ScoreReference;
import java.util.ArrayList;
import java.util.List;

/** Makes the reference of a card: how a model's scores lie on the files of a manifest. */
public final class ReferenceScores {

  private static final int BINS = 10;
  private static final double DIGITS = 1e4;

  private ReferenceScores() {}

  /**
   * @param framesOfAFile at most
   * @param data how the reference calls the files
   * @param finder of the faces that the model looks at
   * @throws IllegalArgumentException if the model is not one of a lane that gives scores
   * @throws IllegalStateException if its file is not there, or it says nothing of any frame
   */
  public static ScoreReference of(
      ModelCard card,
      Manifest manifest,
      int framesOfAFile,
      String data,
      ModelStore store,
      FaceFinder finder) {
    LaneScore lane =
        LaneScore.of(card.task())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s is a model of task %s, which gives no scores"
                            .formatted(card.id(), card.task())));
    long[] counts = new long[BINS];
    List<String> unread = new ArrayList<>();
    try (Detector detector = lane.open(card, store)) {
      if (!detector.unavailable().isEmpty()) {
        throw new IllegalStateException(String.join("; ", detector.unavailable()));
      }
      LaneModels heard =
          detector
              .own()
              .heardBy((model, score) -> counts[Math.min(BINS - 1, (int) (score * BINS))]++);
      for (ManifestEntry entry : manifest.entries()) {
        try {
          Frames.of(
              manifest.locate(entry),
              framesOfAFile,
              (image, at) -> {
                var unused = detector.alone(ModelComparison.view(image, finder, at), heard);
              });
        } catch (SourceException e) {
          unread.add(entry.path());
        }
      }
    }
    return reference(card, counts, data, unread);
  }

  private static ScoreReference reference(
      ModelCard card, long[] counts, String data, List<String> unread) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    if (sum == 0) {
      throw new IllegalStateException(
          card.id() + " says nothing of any frame of " + data + "; unread: " + unread);
    }
    List<Double> shares = new ArrayList<>();
    for (long count : counts) {
      shares.add(Math.round(DIGITS * count / sum) / DIGITS);
    }
    String not = unread.isEmpty() ? "" : ", without " + unread.size() + " that cannot be read";
    return new ScoreReference(data + not, Math.toIntExact(sum), shares);
  }
}
