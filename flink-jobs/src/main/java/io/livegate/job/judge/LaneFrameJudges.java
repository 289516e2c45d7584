package io.livegate.job.judge;

import io.livegate.content.ContentClassifier;
import io.livegate.deepfake.DeepfakeCue;
import io.livegate.deepfake.DeepfakeDetector;
import io.livegate.detector.Detector;
import io.livegate.image.ImageLimits;
import io.livegate.image.NativeLibraries;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.face.ModelFaceFinder;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.drift.DriftWatch;
import io.livegate.job.log.Pseudonyms;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelTrial;
import io.livegate.liveness.LivenessDetector;
import io.livegate.liveness.cue.CueKind;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.Devices;
import io.livegate.signal.Lane;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens the lanes that the configuration names, with the models the store has. A lane without its
 * model or one that stands in for it stays, answers UNAVAILABLE and is announced; without a face
 * finder there is nothing to judge by, and the job does not start; nor does it with a model that is
 * there and says what its lane cannot read ({@link ModelTrial}). A device that is asked for and not
 * there stops everything, unless the configuration lets the CPU stand in.
 */
public final class LaneFrameJudges implements FrameJudgeFactory {

  private static final long serialVersionUID = 1L;

  @Override
  public FrameJudge open(PipelineConfig config) {
    NativeLibraries.requireOpenCv();
    Devices.require(config.models().executions());
    ModelStore store = config.models().store();
    List<LaneNotice> ofFaces = new ArrayList<>();
    FaceLane faceLane = new FaceLane(faceFinder(config, ofFaces));
    List<SwappableLane> lanes = new ArrayList<>();
    for (Lane lane : List.of(Lane.LIVENESS, Lane.DEEPFAKE, Lane.CONTENT)) {
      if (config.judging().lane(lane).enabled()) {
        ModelPlan configured = ModelPlan.configured(lane, cards(config, lane));
        lanes.add(new SwappableLane(open(config, lane, store), configured, store));
      }
    }
    refuseUnreadable(faceLane, lanes, store);
    PipelineConfig.Decode decode = config.decode();
    return new LaneFrameJudge(
        new ImageLimits(
            Math.toIntExact(decode.maxBytes()),
            Math.toIntExact(decode.maxPixels()),
            decode.maxSide()),
        faceLane,
        lanes,
        config.judging(),
        ofFaces,
        config.recurrence(),
        new DriftWatch(
            config.operations().drift(),
            Pseudonyms.of(config.operations().logs()),
            System::currentTimeMillis));
  }

  /** All at once, or every frame with a face would be lost to them. */
  private static void refuseUnreadable(
      FaceLane faceLane, List<SwappableLane> lanes, ModelStore store) {
    List<String> problems = new ArrayList<>();
    for (SwappableLane lane : lanes) {
      problems.addAll(ModelTrial.problems(lane.lane(), lane.detector().own(), store));
    }
    if (!problems.isEmpty()) {
      lanes.forEach(SwappableLane::close);
      faceLane.close();
      throw new IllegalStateException(
          "models that cannot be used:\n  " + String.join("\n  ", problems));
    }
  }

  private static Detector open(PipelineConfig config, Lane lane, ModelStore store) {
    List<ModelCard> cards = cards(config, lane);
    List<ModelCard> standIns = standIns(config, lane);
    return switch (lane) {
      case LIVENESS -> LivenessDetector.open(cards, standIns, cues(config), store);
      case DEEPFAKE -> DeepfakeDetector.open(cards, standIns, deepfakeCues(config), store);
      case CONTENT -> ContentClassifier.open(cards, standIns, store);
      case FACE -> throw new IllegalArgumentException("the face lane is not a detector");
    };
  }

  private static Set<DeepfakeCue> deepfakeCues(PipelineConfig config) {
    Set<DeepfakeCue> cues = EnumSet.noneOf(DeepfakeCue.class);
    config.cues().deepfake().forEach(id -> DeepfakeCue.of(id).ifPresent(cues::add));
    return cues;
  }

  private static Set<CueKind> cues(PipelineConfig config) {
    Set<CueKind> cues = EnumSet.noneOf(CueKind.class);
    config.cues().liveness().forEach(id -> CueKind.of(id).ifPresent(cues::add));
    return cues;
  }

  /**
   * The configured face finder alone; nothing stands in for it.
   *
   * @throws ModelUnavailableException if its file is nowhere to be had
   */
  public static FaceFinder openFaceFinder(PipelineConfig config) throws ModelUnavailableException {
    return new ModelFaceFinder(cards(config, Lane.FACE).get(0), config.models().store());
  }

  /**
   * The face finder as the face lane uses it, which may be the stand-in.
   *
   * @param notices takes one sentence where it is
   * @throws ModelUnavailableException if neither its file nor the stand-in's is to be had
   */
  public static FaceFinder openFaceFinder(PipelineConfig config, Consumer<String> notices)
      throws ModelUnavailableException {
    try {
      return openFaceFinder(config);
    } catch (ModelUnavailableException e) {
      List<ModelCard> standIns = standIns(config, Lane.FACE);
      if (standIns.isEmpty()) {
        throw e;
      }
      FaceFinder standIn = new ModelFaceFinder(standIns.get(0), config.models().store());
      notices.accept(standIns.get(0).id() + " stands in: " + e.getMessage());
      return standIn;
    }
  }

  private static FaceFinder faceFinder(PipelineConfig config, List<LaneNotice> notices) {
    try {
      return openFaceFinder(
          config, message -> notices.add(new LaneNotice(Lane.FACE, true, message)));
    } catch (ModelUnavailableException e) {
      throw new IllegalStateException(
          "there is no face finder, and all lanes look at the faces it finds: " + e.getMessage(),
          e);
    }
  }

  private static List<ModelCard> cards(PipelineConfig config, Lane lane) {
    return known(config, config.judging().lane(lane).models());
  }

  private static List<ModelCard> standIns(PipelineConfig config, Lane lane) {
    return known(config, config.judging().lane(lane).standIn());
  }

  private static List<ModelCard> known(PipelineConfig config, List<String> ids) {
    return ids.stream().map(config.models().known()::get).toList();
  }
}
