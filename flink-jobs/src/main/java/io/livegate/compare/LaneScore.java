package io.livegate.compare;

import io.livegate.content.ContentClassifier;
import io.livegate.deepfake.DeepfakeDetector;
import io.livegate.detector.Detector;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.liveness.LivenessDetector;
import io.livegate.model.LabelMap;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.signal.Lane;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is compared of models that give scores: the lane's own, from one model alone.
 *
 * @param lane whose detector runs the model
 * @param score of the lane
 * @param high what the score should be high for
 * @param low what it should be low for
 */
record LaneScore(Lane lane, String score, Truth high, Truth low) {

  private static final List<LaneScore> ALL =
      List.of(
          new LaneScore(Lane.LIVENESS, "live", Truth.BONA_FIDE, Truth.ATTACK),
          new LaneScore(Lane.DEEPFAKE, "fake", Truth.DEEPFAKE, Truth.BONA_FIDE),
          new LaneScore(Lane.CONTENT, LabelMap.EXPLICIT, Truth.ART_NUDE, Truth.BENIGN));

  static Optional<LaneScore> of(String task) {
    return ALL.stream().filter(each -> each.lane.task().equals(task)).findFirst();
  }

  /** The tasks whose models can be compared. */
  static List<String> tasks() {
    return Arrays.stream(Lane.values()).map(Lane::task).toList();
  }

  /** The lane with this model and nothing else. */
  Detector open(ModelCard card, ModelStore store) {
    List<ModelCard> cards = List.of(card);
    return switch (lane) {
      case LIVENESS -> LivenessDetector.open(cards, Set.of(), store);
      case DEEPFAKE -> DeepfakeDetector.open(cards, Set.of(), store);
      case CONTENT -> ContentClassifier.open(cards, store);
      case FACE -> throw new IllegalStateException("the face lane gives no score of its models");
    };
  }
}
