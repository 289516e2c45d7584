package io.livegate.policy;

import static io.livegate.policy.Condition.Comparison.AT_LEAST;
import static io.livegate.policy.Condition.Comparison.BELOW;
import static java.util.stream.Collectors.toMap;

import io.livegate.frame.RecordKind;
import io.livegate.policy.Condition.Comparison;
import io.livegate.policy.KnownSignal.ModelWitness;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every score a rule may name. The list is append-only: a session's last scores are kept by their
 * place in it.
 *
 * <p>A score of a model names the task of the models that give it, whichever those are, and the
 * side on which it accuses. Models of two tasks are never of one family, which the configuration
 * sees to; so two scores of one task are one witness, and a ban needs two. A face being there, or
 * the light, accuses nobody. A weak score is no witness at all: it brings a human or a challenge.
 */
public final class KnownSignals {

  private static final double OPEN = Double.POSITIVE_INFINITY;

  private static final List<KnownSignal> ALL =
      List.of(
          fact("face.present", Lane.FACE, 1, "1 when a face is found, else 0"),
          fact("face.share", Lane.FACE, 1, "width of the judged face / width of the frame"),
          fact("face.count", Lane.FACE, OPEN, "how many faces are found"),
          fact("face.tooSmall", Lane.FACE, 1, "1 when the judged face is below the minimum"),
          model(
              "liveness.live",
              Lane.LIVENESS,
              "presentation-attack",
              BELOW,
              "a live person, no print or screen"),
          still("liveness.frozen", OPEN, "seconds the picture has been standing still"),
          still(
              "liveness.still",
              OPEN,
              "seconds the face has not moved of itself, as a picture does not"),
          still("liveness.uniform", 1, "1 for a black picture, a covered lens, a bare wall"),
          suspicion("deepfake.fake", "deepfake", "a synthetic face; a weak signal"),
          model("content.explicit", Lane.CONTENT, "explicit-content", AT_LEAST, "explicit content"),
          model(
              "content.sexy",
              Lane.CONTENT,
              "explicit-content",
              AT_LEAST,
              "suggestive, not explicit"),
          model(
              "content.drawing",
              Lane.CONTENT,
              "explicit-content",
              AT_LEAST,
              "a drawing, not a photograph"),
          model("content.neutral", Lane.CONTENT, "explicit-content", BELOW, "nothing to object to"),
          fact("quality.brightness", null, 1, "mean luma of the picture"),
          fact("quality.contrast", null, 0.5, "deviation of the luma: how much structure there is"),
          fact("quality.sharpness", null, OPEN, "how sharp the face is, variance of the Laplacian"),
          fact("quality.faceWidth", null, OPEN, "width of the judged face in pixels"),
          fact("face.confidence", Lane.FACE, 1, "how sure the finder is of the judged face"),
          angle("face.yaw", "degrees the face is turned towards the picture's right edge"),
          angle("face.pitch", "degrees the face looks up"),
          fact("face.covered", Lane.FACE, 1, "how much of a face just seen is hidden by something"),
          fact("face.redness", Lane.FACE, 1, "R / (R + G + B) of the middle of the face"),
          fact("face.blueness", Lane.FACE, 1, "B / (R + G + B) of the middle of the face"),
          fact("liveness.blinks", Lane.LIVENESS, OPEN, "how often the person has blinked so far"),
          suspicion(
              "deepfake.suspicion",
              "deepfake-cues",
              "a swapped or generated face, by several weak cues over time"),
          model(
              "liveness.genuine",
              Lane.LIVENESS,
              "presentation-attack",
              BELOW,
              "a live person by now, all cues together"),
          fact(
              "liveness.loop",
              Lane.LIVENESS,
              OPEN,
              "seconds of movement that was shown before, in order"),
          model(
              "liveness.human",
              Lane.LIVENESS,
              "explicit-content",
              BELOW,
              "a human face, not a drawing, an animal, a thing"),
          fact(
              "liveness.seenBefore",
              Lane.LIVENESS,
              OPEN,
              "seconds of movement that another session showed before"),
          new KnownSignal(
              "liveness.mismatch",
              Lane.LIVENESS,
              0,
              OPEN,
              new ModelWitness("witnesses", AT_LEAST, true),
              false,
              "seconds for which two witnesses have seen different things"),
          fact("liveness.repeats", Lane.LIVENESS, 1, "share of frames shown twice in movement"),
          fact("liveness.cadence", Lane.LIVENESS, 1, "share of frames stamped as no camera does"),
          fact(
              "liveness.sizeChanges", Lane.LIVENESS, OPEN, "changes of the picture's size in 10 s"),
          fact(
              "liveness.moire",
              Lane.LIVENESS,
              OPEN,
              "regular pattern of colours on the face, log10"),
          fact("liveness.flicker", Lane.LIVENESS, OPEN, "rolling bands of brightness, per cent"),
          fact(
              "liveness.frameEdge",
              Lane.LIVENESS,
              1,
              "share of lines around the face that move with it"),
          fact(
              "liveness.depth",
              Lane.LIVENESS,
              1,
              "share of the face's motion that is the nose's before the rest"));

  private static final Map<String, Integer> INDEX =
      IntStream.range(0, ALL.size()).boxed().collect(toMap(i -> ALL.get(i).name(), i -> i));

  private static final Map<Lane, Map<String, Integer>> BY_LANE = byLane();
  private static final int BRIGHTNESS = indexOf("quality.brightness");
  private static final int CONTRAST = indexOf("quality.contrast");
  private static final int SHARPNESS = indexOf("quality.sharpness");
  private static final int FACE_WIDTH = indexOf("quality.faceWidth");

  private KnownSignals() {}

  private static KnownSignal fact(String name, @Nullable Lane lane, double max, String meaning) {
    return new KnownSignal(name, lane, 0, max, null, false, meaning);
  }

  private static KnownSignal angle(String name, String meaning) {
    return new KnownSignal(name, Lane.FACE, -90, 90, null, false, meaning);
  }

  private static KnownSignal still(String name, double max, String meaning) {
    return new KnownSignal(name, Lane.LIVENESS, 0, max, null, true, meaning);
  }

  private static KnownSignal model(
      String name, Lane lane, String family, Comparison accusing, String meaning) {
    return new KnownSignal(
        name, lane, 0, 1, new ModelWitness(family, accusing, false), false, meaning);
  }

  /** What may bring a human or a challenge and nothing more, see {@link KnownSignal#isWeak}. */
  private static KnownSignal suspicion(String name, String family, String meaning) {
    return new KnownSignal(
        name, Lane.DEEPFAKE, 0, 1, new ModelWitness(family, AT_LEAST, true), false, meaning);
  }

  public static List<KnownSignal> all() {
    return ALL;
  }

  public static int count() {
    return ALL.size();
  }

  /** The signal of that name, or null. */
  public static @Nullable KnownSignal find(String name) {
    Integer index = INDEX.get(name);
    return index == null ? null : ALL.get(index);
  }

  /**
   * @throws IllegalArgumentException if there is no such signal
   */
  public static int indexOf(String name) {
    Integer index = INDEX.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no signal '" + name + "' among " + INDEX.keySet());
    }
    return index;
  }

  /**
   * The record's scores by place in {@link #all()}, NaN where it carries none. A lane without its
   * model may still give what it measures without it; a control record carries nothing.
   */
  public static double[] scoresOf(Signals signals) {
    double[] scores = new double[ALL.size()];
    Arrays.fill(scores, Double.NaN);
    if (signals.kind() != RecordKind.FRAME) {
      return scores;
    }
    for (LaneSignal lane : signals.lanes()) {
      Map<String, Integer> places = BY_LANE.getOrDefault(lane.lane(), Map.of());
      for (Map.Entry<String, Double> score : lane.scores().entrySet()) {
        Integer place = places.get(score.getKey());
        if (place != null) {
          scores[place] = score.getValue();
        }
      }
    }
    Quality quality = signals.quality();
    scores[BRIGHTNESS] = quality.brightness();
    scores[CONTRAST] = quality.contrast();
    scores[SHARPNESS] = quality.sharpness();
    scores[FACE_WIDTH] = quality.faceWidth();
    return scores;
  }

  /** Place by the score's name within its lane. */
  private static Map<Lane, Map<String, Integer>> byLane() {
    Map<Lane, Map<String, Integer>> byLane = new EnumMap<>(Lane.class);
    for (int i = 0; i < ALL.size(); i++) {
      Lane lane = ALL.get(i).lane();
      if (lane != null) {
        String name = ALL.get(i).name().substring(lane.id().length() + 1);
        byLane.computeIfAbsent(lane, l -> new HashMap<>()).put(name, i);
      }
    }
    return byLane;
  }
}
