package io.livegate.deepfake;

import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.detector.ModelDetector;
import io.livegate.frame.Face;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import java.util.List;
import java.util.Map;

/**
 * The synthetic-face lane. One score, {@code fake} 0..1: the mean of the models' P(fake) on the
 * largest face. It is weak evidence, at chance on live swaps (docs/accuracy.md), and no default
 * rule acts on it alone beyond asking a human.
 *
 * <p>Faces under {@link #MIN_FACE_PIXELS} or without landmarks are not judged: the models see
 * upscaling artefacts there, not forgeries.
 */
public final class DeepfakeDetector extends ModelDetector {

  static final double MIN_FACE_PIXELS = 90;

  private DeepfakeDetector(LaneModels models) {
    super(Lane.DEEPFAKE, models);
  }

  /** Opens the lane with the models of these cards; missing ones are named. */
  public static DeepfakeDetector open(List<ModelCard> cards, ModelStore store) {
    return new DeepfakeDetector(LaneModels.open(cards, store));
  }

  @Override
  public SessionJudge openSession() {
    return this::judge; // single frames: the session's memory is the policy's window
  }

  private LaneSignal judge(FrameView frame) {
    if (!models.complete()) {
      return without(LaneStatus.UNAVAILABLE, ReasonCode.MODEL_UNAVAILABLE);
    }
    Face face = frame.face();
    if (face == null) {
      return without(LaneStatus.NOT_JUDGED, ReasonCode.NO_FACE);
    }
    if (face.width() < MIN_FACE_PIXELS || face.landmarks() == null) {
      return without(LaneStatus.NOT_JUDGED, ReasonCode.FACE_TOO_SMALL);
    }
    double sum = 0;
    for (ImageModel model : models.all()) {
      sum += Scores.of(model.card(), model.run(frame.image(), face), "fake", "real");
    }
    double fake = sum / models.all().size();
    return LaneSignal.ok(
        Lane.DEEPFAKE,
        Map.of("fake", fake),
        fake >= 0.5 ? List.of(ReasonCode.SYNTHETIC) : List.of(),
        models());
  }

  private LaneSignal without(LaneStatus status, ReasonCode reason) {
    return LaneSignal.without(Lane.DEEPFAKE, status, List.of(reason), models());
  }
}
