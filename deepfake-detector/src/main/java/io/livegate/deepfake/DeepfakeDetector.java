package io.livegate.deepfake;

import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.detector.ModelDetector;
import io.livegate.frame.Face;
import io.livegate.image.WorkAreas;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The synthetic-face lane, on the judged face. All of it is weak evidence (docs/accuracy.md): the
 * policy accepts no rule that takes something from a person because of it.
 *
 * <p>Scores, all over the last twenty answers once there are three, except the first (ten seconds
 * at the gate and in bursts, up to a minute in a calm call): {@code fake} 0..1, the mean of the
 * models' P(fake) in this frame; {@code suspicion} 0..1, that and the cues put together by {@link
 * Suspicion}; and each cue's median under its id ({@link DeepfakeCue}).
 *
 * <p>Faces that are narrower than {@link #MIN_FACE_PIXELS}, blurred, turned away or without
 * landmarks are not judged: models and cues see enlarging, movement or the edge of the head there,
 * not forgeries.
 */
public final class DeepfakeDetector extends ModelDetector {

  static final double MIN_FACE_PIXELS = 90;

  /**
   * {@link FrameView#sharpness} under which there is no detail to compare; genuine clips have 56 to
   * 470.
   */
  static final double BLURRED_BELOW = 25;

  /** Even odds: named in a signal from here; what follows is the policy's. */
  private static final double NAMED_FROM = 0.5;

  /** A genuine clip stays below half as a whole; one that comes near is asked again at once. */
  private static final double CALM_BELOW = 0.4;

  private final Set<DeepfakeCue> cues;
  private final Suspicion combination;

  private final WorkAreas<Scratch> areas = new WorkAreas<>(Scratch::new);

  private DeepfakeDetector(LaneModels models, Set<DeepfakeCue> cues, Suspicion combination) {
    super(Lane.DEEPFAKE, models);
    this.cues = cues;
    this.combination = combination;
  }

  /**
   * Opens the lane; missing models are named.
   *
   * @param cues those switched on
   */
  public static DeepfakeDetector open(
      List<ModelCard> cards, Set<DeepfakeCue> cues, ModelStore store) {
    return open(cards, List.of(), cues, store);
  }

  /**
   * {@link #open(List, Set, ModelStore)}.
   *
   * @param standIns models that answer where one of {@code cards} is not there
   */
  public static DeepfakeDetector open(
      List<ModelCard> cards, List<ModelCard> standIns, Set<DeepfakeCue> cues, ModelStore store) {
    return new DeepfakeDetector(
        LaneModels.open(cards, standIns, store), Set.copyOf(cues), Suspicion.bundled());
  }

  @Override
  public SessionJudge openSession() {
    return new Session();
  }

  private final class Session implements SessionJudge {

    private final FaceHistory history = new FaceHistory(cues);
    private LaneModels asked = models;
    private boolean calm;

    @Override
    public void use(LaneModels others) {
      asked = others;
    }

    @Override
    public @Nullable LaneSignal glance(FrameView frame) {
      Face face = frame.face();
      float[] landmarks = face == null ? null : face.landmarks();
      if (face != null && landmarks != null && whyNot(frame, face) == null) {
        withScratch(scratch -> history.glance(frame, face, landmarks, scratch));
      }
      return null;
    }

    @Override
    public LaneSignal judge(FrameView frame) {
      LaneSignal answer = answer(frame);
      Double suspicion = answer.scores().get("suspicion");
      calm = suspicion != null && suspicion < CALM_BELOW;
      return answer;
    }

    @Override
    public boolean isCalm() {
      return calm;
    }

    private LaneSignal answer(FrameView frame) {
      List<ModelStamp> stamps = asked.stamps();
      if (!asked.complete()) {
        return without(LaneStatus.UNAVAILABLE, ReasonCode.MODEL_UNAVAILABLE, stamps);
      }
      Face face = frame.face();
      ReasonCode whyNot = face == null ? ReasonCode.NO_FACE : whyNot(frame, face);
      float[] landmarks = face == null ? null : face.landmarks();
      if (face == null || landmarks == null || whyNot != null) {
        return without(
            LaneStatus.NOT_JUDGED, whyNot == null ? ReasonCode.FACE_TOO_SMALL : whyNot, stamps);
      }
      double fake = fake(asked, frame, face);
      withScratch(
          scratch -> {
            history.glance(frame, face, landmarks, scratch);
            history.measure(frame, face, fake, scratch);
          });
      Map<String, Double> scores = new HashMap<>();
      if (history.isEnough()) {
        Map<String, Double> measured = history.scores();
        scores.putAll(measured);
        scores.put("suspicion", combination.of(measured));
      }
      scores.put("fake", fake);
      List<ReasonCode> reasons = new ArrayList<>();
      if (scores.getOrDefault("suspicion", fake) >= NAMED_FROM) {
        reasons.add(ReasonCode.SYNTHETIC);
      }
      return LaneSignal.ok(Lane.DEEPFAKE, scores, reasons, stamps);
    }
  }

  @Override
  public LaneSignal alone(FrameView frame, LaneModels of) {
    Face face = frame.face();
    ReasonCode whyNot = face == null ? ReasonCode.NO_FACE : whyNot(frame, face);
    if (face == null || whyNot != null) {
      return without(
          LaneStatus.NOT_JUDGED, whyNot == null ? ReasonCode.NO_FACE : whyNot, of.stamps());
    }
    return LaneSignal.ok(
        Lane.DEEPFAKE, Map.of("fake", fake(of, frame, face)), List.of(), of.stamps());
  }

  private static double fake(LaneModels of, FrameView frame, Face face) {
    return of.mean(
        model -> Scores.of(model.card(), model.run(frame.image(), face), "fake", "real"));
  }

  private void withScratch(Consumer<Scratch> measuring) {
    areas.use(
        scratch -> {
          try {
            measuring.accept(scratch);
          } finally {
            scratch.reset();
          }
        });
  }

  /** Why a face is not judged; null when it is. */
  private static @Nullable ReasonCode whyNot(FrameView frame, Face face) {
    if (face.width() < MIN_FACE_PIXELS || face.landmarks() == null) {
      return ReasonCode.FACE_TOO_SMALL;
    }
    if (face.isTurnedAway()) {
      return ReasonCode.FACE_UNCLEAR;
    }
    return frame.sharpness() < BLURRED_BELOW ? ReasonCode.BLURRED : null;
  }

  private static LaneSignal without(LaneStatus status, ReasonCode reason, List<ModelStamp> stamps) {
    return LaneSignal.without(Lane.DEEPFAKE, status, List.of(reason), stamps);
  }
}
