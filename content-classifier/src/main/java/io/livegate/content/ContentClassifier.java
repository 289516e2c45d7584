package io.livegate.content;

import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.detector.ModelDetector;
import io.livegate.model.LabelMap;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The explicit-content lane, on the whole picture. Scores 0..1: {@code explicit}, {@code sexy},
 * {@code drawing}, {@code neutral}, each model's labels summed into our classes by its card ({@link
 * Taxonomy}) and averaged over the models that know the class. A single frame is never enough to
 * act: the policy's window is the evidence.
 */
public final class ContentClassifier extends ModelDetector {

  /** Benign clips reach 0.6 now and then; the model's card names no reason to act below 0.7. */
  private static final double NAMED_FROM = 0.7;

  /** Nine of ten answers on benign clips; explicit content that begins passes through here. */
  private static final double CALM_BELOW = 0.2;

  private ContentClassifier(LaneModels models) {
    super(Lane.CONTENT, models);
  }

  /**
   * Opens the lane with the models of these cards; missing ones are named.
   *
   * @throws IllegalArgumentException if a card is for another task
   */
  public static ContentClassifier open(List<ModelCard> cards, ModelStore store) {
    return open(cards, List.of(), store);
  }

  /**
   * {@link #open(List, ModelStore)}.
   *
   * @param standIns models that answer where one of {@code cards} is not there
   */
  public static ContentClassifier open(
      List<ModelCard> cards, List<ModelCard> standIns, ModelStore store) {
    cards.forEach(Taxonomy::of);
    standIns.forEach(Taxonomy::of);
    return new ContentClassifier(LaneModels.open(cards, standIns, store));
  }

  @Override
  public SessionJudge openSession() {
    return new Session();
  }

  /** Single frames: the session's memory is the policy's window. */
  private final class Session implements SessionJudge {

    private LaneModels asked = models;
    private boolean calm;

    @Override
    public void use(LaneModels others) {
      asked = others;
    }

    @Override
    public LaneSignal judge(FrameView frame) {
      LaneSignal answer = alone(frame, asked);
      Double explicit = answer.scores().get(LabelMap.EXPLICIT);
      calm = explicit != null && explicit < CALM_BELOW;
      return answer;
    }

    @Override
    public boolean isCalm() {
      return calm;
    }
  }

  @Override
  public LaneSignal alone(FrameView frame, LaneModels of) {
    if (!of.complete()) {
      return LaneSignal.without(
          Lane.CONTENT, LaneStatus.UNAVAILABLE, List.of(ReasonCode.MODEL_UNAVAILABLE), of.stamps());
    }
    List<Map<String, Double>> answers = new ArrayList<>();
    for (ImageModel model : of.all()) {
      Map<String, Double> labels = Scores.of(model.card(), model.run(frame.image(), null));
      Map<String, Double> classes = Taxonomy.of(model.card()).classes(labels);
      of.tell(model, classes.getOrDefault(LabelMap.EXPLICIT, 0.0));
      answers.add(classes);
    }
    Map<String, Double> scores = Taxonomy.mean(answers);
    boolean explicit = scores.getOrDefault(LabelMap.EXPLICIT, 0.0) >= NAMED_FROM;
    return LaneSignal.ok(
        Lane.CONTENT, scores, explicit ? List.of(ReasonCode.EXPLICIT) : List.of(), of.stamps());
  }
}
