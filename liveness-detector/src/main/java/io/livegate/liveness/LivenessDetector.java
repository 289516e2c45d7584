package io.livegate.liveness;

import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.detector.ModelDetector;
import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.liveness.cue.Freeze;
import io.livegate.liveness.cue.StillFace;
import io.livegate.liveness.cue.Uniform;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The liveness lane: presentation-attack models on the faces in front, and cues that need no model.
 *
 * <p>Scores: {@code live} 0..1, mean of the models' P(live) for the face that {@link FaceTracks}
 * picks, only with a face of at least {@link #MIN_FACE_PIXELS} that the finder is sure of; {@code
 * frozen} seconds the whole picture has been the same; {@code still} seconds the face has been the
 * same (only with a face); {@code uniform} 1 when there is nothing in the picture, else 0. Without
 * its models the lane is UNAVAILABLE and still gives the other scores.
 */
public final class LivenessDetector extends ModelDetector {

  /** Narrower faces (decoded pixels) carry too little for the models: no {@code live} score. */
  static final double MIN_FACE_PIXELS = 32;

  /**
   * The finder is this sure of people who face the camera (0.84 to 0.95 on the development clips);
   * cartoons, animals, and patterns that look like a face stay below.
   */
  static final double MIN_CONFIDENCE = 0.8;

  /** Neighbouring-cell difference under which a picture is uniform; textured walls reach 2. */
  static final double UNIFORM_BELOW = 0.8;

  private static final int THUMBNAIL_WIDTH = 96;
  private static final double FREEZE_TOLERANCE = 0.3;
  private static final double STILL_ABOVE = 0.995;

  private LivenessDetector(LaneModels models) {
    super(Lane.LIVENESS, models);
  }

  /** Opens the lane with the presentation-attack models of these cards; missing ones are named. */
  public static LivenessDetector open(List<ModelCard> cards, ModelStore store) {
    return new LivenessDetector(LaneModels.open(cards, store));
  }

  @Override
  public SessionJudge openSession() {
    return new Session();
  }

  private final class Session implements SessionJudge {

    private final Freeze freeze = new Freeze(FREEZE_TOLERANCE);
    private final StillFace stillFace = new StillFace(STILL_ABOVE);
    private final FaceTracks tracks = new FaceTracks();

    @Override
    public LaneSignal judge(FrameView frame) {
      GreyImage thumbnail = GreyImage.of(frame.image(), THUMBNAIL_WIDTH);
      Map<String, Double> scores = new HashMap<>();
      List<ReasonCode> reasons = new ArrayList<>();

      double frozen = freeze.observe(thumbnail, frame.atMillis());
      scores.put("frozen", frozen);
      if (frozen >= 1) {
        reasons.add(ReasonCode.FROZEN);
      }
      boolean uniform = Uniform.structure(thumbnail) < UNIFORM_BELOW;
      scores.put("uniform", uniform ? 1.0 : 0.0);
      if (uniform) {
        reasons.add(Uniform.isBlack(thumbnail) ? ReasonCode.BLACK : ReasonCode.UNIFORM);
      }

      Face face = frame.face();
      if (face == null) {
        reasons.add(ReasonCode.NO_FACE);
      } else {
        double still = stillFace.observe(frame.image(), face, frame.atMillis());
        scores.put("still", still);
        if (still >= 1) {
          reasons.add(ReasonCode.STATIC);
        }
        if (face.width() < MIN_FACE_PIXELS) {
          reasons.add(ReasonCode.FACE_TOO_SMALL);
        } else if (face.score() < MIN_CONFIDENCE) {
          reasons.add(ReasonCode.FACE_UNCLEAR);
        } else if (models.complete()) {
          scores.put("live", live(frame));
        }
      }
      if (models.complete()) {
        return LaneSignal.ok(Lane.LIVENESS, scores, reasons, models());
      }
      reasons.add(ReasonCode.MODEL_UNAVAILABLE);
      return new LaneSignal(Lane.LIVENESS, LaneStatus.UNAVAILABLE, scores, reasons, models());
    }

    private double live(FrameView frame) {
      List<Face> inFront = FaceTracks.inFront(frame.faces(), MIN_CONFIDENCE);
      for (Face face : inFront) {
        tracks.add(face.track(), live(frame, face));
      }
      return tracks.mostAlive(inFront);
    }

    private double live(FrameView frame, Face face) {
      double sum = 0;
      for (ImageModel model : models.all()) {
        sum += Scores.of(model.card(), model.run(frame.image(), face), "live", "attack");
      }
      return sum / models.all().size();
    }
  }
}
