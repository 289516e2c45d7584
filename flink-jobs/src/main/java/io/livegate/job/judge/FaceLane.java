package io.livegate.job.judge;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.face.FaceTracker;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The face lane: finds and tracks faces and says how many there are and how large the largest is.
 *
 * <p>Scores: {@code present} 1 when a face was found, else 0; {@code count}; {@code confidence} of
 * the finder in the largest face, 0..1; {@code share} width of the largest face over the width of
 * the picture, 0..1; {@code tooSmall} 1 when the largest face is under the minimum size, else 0
 * (only with a face).
 */
final class FaceLane {

  /** Mean luma under which little can be seen; the darkest live development clip has 0.20. */
  private static final double DARK_BELOW = 0.1;

  /** Face sharpness under which the models guess; live development clips have 56 to 470. */
  private static final double BLURRED_BELOW = 25;

  private final FaceFinder finder;
  private final double minFacePixels;
  private final boolean standIn;

  /**
   * @param minFacePixels width of the smallest face that can be judged, pixels of the frame as sent
   * @param standIn whether the configured finder is not there and this poorer one stands in
   */
  FaceLane(FaceFinder finder, double minFacePixels, boolean standIn) {
    this.finder = finder;
    this.minFacePixels = minFacePixels;
    this.standIn = standIn;
  }

  void close() {
    finder.close();
  }

  ModelStamp model() {
    return finder.model();
  }

  List<Face> find(Image image, FaceTracker tracker, long atMillis) {
    return tracker.track(finder.find(image), atMillis);
  }

  LaneSignal signal(Image image, List<Face> faces, Quality quality) {
    List<ReasonCode> reasons = new ArrayList<>();
    if (quality.brightness() < DARK_BELOW) {
      reasons.add(ReasonCode.DARK);
    }
    if (standIn) {
      reasons.add(ReasonCode.MODEL_UNAVAILABLE);
    }
    Map<String, Double> scores;
    if (faces.isEmpty()) {
      reasons.add(ReasonCode.NO_FACE);
      scores = Map.of("present", 0.0, "count", 0.0, "share", 0.0);
    } else {
      Face largest = faces.get(0);
      boolean tooSmall = largest.width() * image.sourceScale() < minFacePixels;
      if (tooSmall) {
        reasons.add(ReasonCode.FACE_TOO_SMALL);
      }
      if (quality.sharpness() < BLURRED_BELOW) {
        reasons.add(ReasonCode.BLURRED);
      }
      if (faces.size() > 1) {
        reasons.add(ReasonCode.SEVERAL_FACES);
      }
      scores =
          Map.of(
              "present",
              1.0,
              "count",
              (double) faces.size(),
              "share",
              Math.min(1.0, largest.width() / image.width()),
              "tooSmall",
              tooSmall ? 1.0 : 0.0);
    }
    return new LaneSignal(Lane.FACE, LaneStatus.OK, scores, reasons, List.of(model()));
  }
}
