package io.livegate.job.swap;

import io.livegate.content.ContentClassifier;
import io.livegate.deepfake.DeepfakeDetector;
import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.liveness.LivenessDetector;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.ImageModel;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries models before anybody is judged by them: their weights lie on this machine and are those of
 * the card, the runtime loads them, and the lane can read what they say of a drawn frame.
 */
public final class ModelTrial {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final float FACE = 160;

  private ModelTrial() {}

  /**
   * @return why the models of the plan cannot be used on this machine, all of them; empty if they
   *     can. Nothing is downloaded
   */
  public static List<String> problems(ModelPlan plan, ModelStore store) {
    return problems(plan.lane(), plan.asked(), store);
  }

  /** The same for models that are open. */
  public static List<String> problems(Lane lane, LaneModels open, ModelStore store) {
    return problems(lane, open.all().stream().map(ImageModel::card).toList(), store);
  }

  private static List<String> problems(Lane asking, List<ModelCard> cards, ModelStore store) {
    List<String> problems = new ArrayList<>();
    try (Detector lane = lane(asking, store)) {
      for (ModelCard card : cards) {
        String problem = problem(lane, card, store);
        if (problem != null) {
          problems.add(problem);
        }
      }
    }
    return problems;
  }

  private static @Nullable String problem(Detector lane, ModelCard card, ModelStore store) {
    try {
      store.locateHere(card);
      try (LaneModels model = LaneModels.open(List.of(card), store)) {
        LaneSignal answer = lane.alone(drawn(), model);
        boolean isScore = answer.scores().values().stream().allMatch(s -> s >= 0 && s <= 1);
        if (answer.status() == LaneStatus.OK && !answer.scores().isEmpty() && isScore) {
          return null;
        }
        return "model %s says %s %s of a drawn frame, and lane %s wants scores from 0 to 1"
            .formatted(card.id(), answer.status(), answer.scores(), lane.lane().id());
      }
    } catch (ModelUnavailableException e) {
      return String.valueOf(e.getMessage()).replace("\n", " ");
    } catch (RuntimeException e) {
      return "model " + card.id() + " cannot be used: " + e.getMessage();
    }
  }

  /** The lane without models and cues of its own. */
  private static Detector lane(Lane lane, ModelStore store) {
    return switch (lane) {
      case LIVENESS -> LivenessDetector.open(List.of(), Set.of(), store);
      case DEEPFAKE -> DeepfakeDetector.open(List.of(), Set.of(), store);
      case CONTENT -> ContentClassifier.open(List.of(), store);
      case FACE -> throw new IllegalArgumentException("the face lane's model is not exchanged");
    };
  }

  /** Noise, in which every lane has enough to look at, with a face that looks ahead. */
  private static FrameView drawn() {
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    new Random(1).nextBytes(bgr);
    float x = (WIDTH - FACE) / 2;
    float y = (HEIGHT - FACE) / 2;
    float[] landmarks = {0.3f, 0.4f, 0.7f, 0.4f, 0.5f, 0.6f, 0.35f, 0.8f, 0.65f, 0.8f};
    for (int i = 0; i < landmarks.length; i++) {
      landmarks[i] = (i % 2 == 0 ? x : y) + landmarks[i] * FACE;
    }
    Face face = new Face(x, y, FACE, FACE, 0.95f, landmarks, 0);
    return new FrameView(new Image(WIDTH, HEIGHT, bgr, 1), List.of(face), 0);
  }
}
