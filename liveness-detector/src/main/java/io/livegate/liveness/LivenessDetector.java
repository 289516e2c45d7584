package io.livegate.liveness;

import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.frame.Face;
import io.livegate.image.WorkAreas;
import io.livegate.liveness.cue.Cue;
import io.livegate.liveness.cue.CueFrame;
import io.livegate.liveness.cue.CueKind;
import io.livegate.liveness.cue.CueModels;
import io.livegate.liveness.cue.CueScratch;
import io.livegate.liveness.cue.FaceMotion;
import io.livegate.liveness.cue.OwnPad;
import io.livegate.liveness.cue.Reading;
import io.livegate.liveness.fuse.Fusion;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.decode.Scores;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The liveness lane: presentation-attack models on the judged face, and cues over time.
 *
 * <p>Scores: {@code live} 0..1, mean of the models' P(live) for that face, only where it has {@link
 * #MIN_FACE_PIXELS} at least and the finder is sure of it; {@code genuine} 0..1, with it: the
 * probability of a live person by now, from {@code live} and the cues ({@link Fusion}), and at most
 * that of a wider face ({@link FaceTracks}); and each cue's value under its id ({@link CueKind})
 * where the cue has something to say. Without its models the lane is UNAVAILABLE and still gives
 * the cues; a cue without its own model is left out and named. At a glance it gives the cues that
 * cost little.
 */
public final class LivenessDetector implements Detector {

  /** Narrower faces (decoded pixels) carry too little for the models: no {@code live} score. */
  static final double MIN_FACE_PIXELS = 32;

  /**
   * Of narrower ones no {@code genuine}: the cues of motion see nothing there, and what the models
   * held of a face far away must not let it in once it has come near.
   */
  static final double MIN_BELIEF_PIXELS = 40;

  /**
   * The finder is this sure of people who face the camera (0.84 to 0.95 on the development clips);
   * cartoons, animals, and patterns that look like a face stay below.
   */
  static final double MIN_CONFIDENCE = 0.8;

  /** Of {@code genuine}; well above what lets people in. */
  private static final double CALM_FROM = 0.8;

  private final LaneModels models;
  private final Set<CueKind> cues;
  private final CueModels cueModels;
  private final Fusion fusion = Fusion.bundled();
  private final WorkAreas<CueScratch> areas = new WorkAreas<>(CueScratch::new);

  private LivenessDetector(LaneModels models, Set<CueKind> cues, CueModels cueModels) {
    this.models = models;
    this.cues = cues;
    this.cueModels = cueModels;
  }

  /**
   * Opens the lane; what is missing is named in {@link #unavailable}.
   *
   * @param cards of the presentation-attack models
   * @param cues those switched on
   */
  public static LivenessDetector open(List<ModelCard> cards, Set<CueKind> cues, ModelStore store) {
    return open(cards, List.of(), cues, store);
  }

  /**
   * {@link #open(List, Set, ModelStore)}.
   *
   * @param standIns presentation-attack models that answer where one of {@code cards} is not there
   */
  public static LivenessDetector open(
      List<ModelCard> cards, List<ModelCard> standIns, Set<CueKind> cues, ModelStore store) {
    return new LivenessDetector(
        LaneModels.open(cards, standIns, store), Set.copyOf(cues), CueModels.open(cues, store));
  }

  @Override
  public Lane lane() {
    return Lane.LIVENESS;
  }

  @Override
  public LaneModels own() {
    return models;
  }

  /** Of these models and of those of the cues. */
  private List<ModelStamp> stamps(LaneModels of) {
    return Stream.concat(of.stamps().stream(), cueStamps()).toList();
  }

  private Stream<ModelStamp> cueStamps() {
    return cueModels.all().stream().map(model -> model.card().stamp());
  }

  @Override
  public LaneSignal alone(FrameView frame, LaneModels of) {
    Face face = frame.face();
    ReasonCode whyNot = whyNot(face, frame, of);
    if (face == null || whyNot != null) {
      List<ReasonCode> reasons = whyNot == null ? List.of() : List.of(whyNot);
      return LaneSignal.without(Lane.LIVENESS, LaneStatus.NOT_JUDGED, reasons, of.stamps());
    }
    return LaneSignal.ok(
        Lane.LIVENESS, Map.of("live", live(of, frame, face)), List.of(), of.stamps());
  }

  /** Why the models are not asked about a face; null when they are. */
  private static @Nullable ReasonCode whyNot(
      @Nullable Face face, FrameView frame, LaneModels asked) {
    if (face == null) {
      return ReasonCode.NO_FACE;
    }
    if (face.width() < MIN_FACE_PIXELS) {
      return ReasonCode.FACE_TOO_SMALL;
    }
    if (face.score() < MIN_CONFIDENCE) {
      return ReasonCode.FACE_UNCLEAR;
    }
    return asksOwnPad(asked) && OwnPad.isTooDark(frame.thumbnail()) ? ReasonCode.DARK : null;
  }

  private static boolean asksOwnPad(LaneModels asked) {
    return asked.all().stream().anyMatch(model -> model.card().id().equals(OwnPad.CARD));
  }

  private static double live(LaneModels of, FrameView frame, Face face) {
    return of.mean(
        model -> Scores.of(model.card(), model.run(frame.image(), face), "live", "attack"));
  }

  @Override
  public List<String> unavailable() {
    return models.unavailable();
  }

  @Override
  public List<String> leftOut() {
    return cueModels.unavailable();
  }

  @Override
  public SessionJudge openSession() {
    return new Session();
  }

  @Override
  public void close() {
    models.close();
    cueModels.close();
  }

  private final class Session implements SessionJudge {

    private final Map<CueKind, Cue> open = CueKind.open(cues, cueModels);
    private final FaceMotion motion = new FaceMotion();
    private final FaceTracks tracks = new FaceTracks(fusion);
    private LaneModels asked = models;
    private boolean calm;

    @Override
    public void use(LaneModels others) {
      asked = others;
    }

    @Override
    public LaneSignal glance(FrameView view) {
      Map<String, Double> scores = new HashMap<>();
      List<ReasonCode> reasons = new ArrayList<>();
      observe(view, kind -> !kind.isDear(), scores, reasons);
      calm &= reasons.isEmpty();
      return signal(scores, reasons, cueStamps().toList()); // the lane's own were not asked
    }

    @Override
    public boolean isCalm() {
      return calm;
    }

    @Override
    public LaneSignal judge(FrameView view) {
      Map<String, Double> scores = new HashMap<>();
      List<ReasonCode> reasons = new ArrayList<>();
      observe(view, kind -> true, scores, reasons);
      Face face = view.face();
      ReasonCode whyNot = whyNot(face, view, asked);
      if (whyNot != null) {
        reasons.add(whyNot);
      } else if (face != null && asked.complete()) {
        scores.put("live", live(asked, view, face));
        Double genuine = face.width() < MIN_BELIEF_PIXELS ? null : genuine(view, face, scores);
        if (genuine != null) {
          scores.put("genuine", genuine);
        } else if (face.width() < MIN_BELIEF_PIXELS) {
          reasons.add(ReasonCode.FACE_TOO_SMALL);
        }
      }
      calm = reasons.isEmpty() && scores.getOrDefault("genuine", 0.0) >= CALM_FROM;
      return signal(scores, reasons, stamps(asked));
    }

    private void observe(
        FrameView view,
        Predicate<CueKind> wanted,
        Map<String, Double> scores,
        List<ReasonCode> reasons) {
      areas.use(scratch -> observe(new CueFrame(view, motion, scratch), wanted, scores, reasons));
    }

    private void observe(
        CueFrame frame,
        Predicate<CueKind> wanted,
        Map<String, Double> scores,
        List<ReasonCode> reasons) {
      open.forEach(
          (kind, cue) -> {
            if (!wanted.test(kind)) {
              return;
            }
            Reading reading = cue.observe(frame);
            if (reading.isPresent()) {
              scores.put(kind.id(), reading.value());
            }
            if (reading.reason() != null) {
              reasons.add(reading.reason());
            }
          });
    }

    private LaneSignal signal(
        Map<String, Double> scores, List<ReasonCode> reasons, List<ModelStamp> stamps) {
      if (asked.complete()) {
        return LaneSignal.ok(Lane.LIVENESS, scores, reasons, stamps);
      }
      reasons.add(ReasonCode.MODEL_UNAVAILABLE);
      return new LaneSignal(Lane.LIVENESS, LaneStatus.UNAVAILABLE, scores, reasons, stamps);
    }

    private @Nullable Double genuine(FrameView frame, Face face, Map<String, Double> scores) {
      Double genuine = tracks.observe(face, scores, frame.atMillis());
      Face rival = FaceTracks.rival(frame.faces(), MIN_CONFIDENCE);
      if (genuine == null || rival == null) {
        return genuine;
      }
      Map<String, Double> ofRival = Map.of("live", live(asked, frame, rival));
      Double others = tracks.observe(rival, ofRival, frame.atMillis());
      return others == null ? genuine : (Double) Math.min(genuine, others);
    }
  }
}
