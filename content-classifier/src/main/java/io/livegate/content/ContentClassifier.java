package io.livegate.content;

import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.detector.ModelDetector;
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
import java.util.TreeMap;

/**
 * The explicit-content lane, on the whole picture. Scores 0..1: {@code explicit}, {@code sexy},
 * {@code drawing}, {@code neutral}, the model's labels summed into our {@link Taxonomy} and
 * averaged over the lane's models. A single frame is never enough to act: the policy's window is
 * the evidence.
 */
public final class ContentClassifier extends ModelDetector {

  /** Benign clips reach 0.6 now and then; the model's card names no reason to act below 0.7. */
  private static final double NAMED_FROM = 0.7;

  private ContentClassifier(LaneModels models) {
    super(Lane.CONTENT, models);
  }

  /** Opens the lane with the models of these cards; missing ones are named. */
  public static ContentClassifier open(List<ModelCard> cards, ModelStore store) {
    return new ContentClassifier(LaneModels.open(cards, store));
  }

  @Override
  public SessionJudge openSession() {
    return this::judge; // single frames: the session's memory is the policy's window
  }

  private LaneSignal judge(FrameView frame) {
    if (!models.complete()) {
      return LaneSignal.without(
          Lane.CONTENT, LaneStatus.UNAVAILABLE, List.of(ReasonCode.MODEL_UNAVAILABLE), models());
    }
    Map<String, Double> scores = new TreeMap<>();
    for (ImageModel model : models.all()) {
      Map<String, Double> labels = Scores.of(model.card(), model.run(frame.image(), null));
      Taxonomy.of(labels)
          .forEach((name, p) -> scores.merge(name, p / models.all().size(), Double::sum));
    }
    boolean explicit = scores.getOrDefault("explicit", 0.0) >= NAMED_FROM;
    return LaneSignal.ok(
        Lane.CONTENT, scores, explicit ? List.of(ReasonCode.EXPLICIT) : List.of(), models());
  }
}
