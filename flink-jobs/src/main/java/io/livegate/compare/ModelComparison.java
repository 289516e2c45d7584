package io.livegate.compare;

import io.livegate.detector.FrameView;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.source.SourceException;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.signal.Lane;
import java.util.ArrayList;
import java.util.List;

/** Shows two models the same frames of the same files. */
public final class ModelComparison {

  private final Manifest manifest;
  private final int framesOfAFile;

  /**
   * @param framesOfAFile at most
   */
  public ModelComparison(Manifest manifest, int framesOfAFile) {
    this.manifest = manifest;
    this.framesOfAFile = framesOfAFile;
  }

  /**
   * @param a the model there is
   * @param b the one that might replace it
   * @param finder of the faces that models other than finders look at
   * @throws IllegalArgumentException if they answer different questions, or one that is not asked
   *     of a lane
   * @throws ModelUnavailableException if a model's file is nowhere to be had
   */
  public Comparison of(ModelCard a, ModelCard b, ModelStore store, FaceFinder finder)
      throws ModelUnavailableException {
    if (!a.task().equals(b.task())) {
      throw new IllegalArgumentException(
          "%s is a model of task %s and %s of %s: compare models of one task"
              .formatted(a.id(), a.task(), b.id(), b.task()));
    }
    if (a.task().equals(Lane.FACE.task())) {
      return faces(a, b, store);
    }
    LaneScore compared =
        LaneScore.of(a.task())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "models of task %s cannot be compared; those of %s can"
                            .formatted(a.task(), String.join(", ", LaneScore.tasks()))));
    return scores(compared, a, b, store, finder);
  }

  private Comparison faces(ModelCard a, ModelCard b, ModelStore store)
      throws ModelUnavailableException {
    try (CompareFaces compare = new CompareFaces(a, b, store)) {
      List<String> unread =
          eachFile(
              entry ->
                  Frames.of(
                      manifest.locate(entry),
                      framesOfAFile,
                      (image, at) -> compare.take(image, entry.truth())));
      return compare.result(unread);
    }
  }

  private Comparison scores(
      LaneScore compared, ModelCard a, ModelCard b, ModelStore store, FaceFinder finder) {
    try (CompareScores compare = new CompareScores(compared, a, b, store)) {
      List<String> unread =
          eachFile(
              entry -> {
                compare.begin();
                Frames.of(
                    manifest.locate(entry),
                    framesOfAFile,
                    (image, at) -> compare.take(view(image, finder, at)));
                compare.end(entry);
              });
      return compare.result(unread);
    }
  }

  /** All faces are of one track: nothing is compared over time. */
  static FrameView view(Image image, FaceFinder finder, long atMillis) {
    List<Face> faces = finder.find(image).stream().map(face -> face.withTrack(0)).toList();
    return new FrameView(image, faces, atMillis);
  }

  private interface FileWork {
    void of(ManifestEntry entry) throws SourceException;
  }

  private List<String> eachFile(FileWork work) {
    List<String> unread = new ArrayList<>();
    for (ManifestEntry entry : manifest.entries()) {
      if (entry.truth() != Truth.APART) {
        try {
          work.of(entry);
        } catch (SourceException e) {
          unread.add(entry.path() + ": " + e.getMessage());
        }
      }
    }
    return unread;
  }
}
