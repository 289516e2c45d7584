package io.livegate.policy;

import static java.util.stream.Collectors.toMap;

import io.livegate.frame.RecordKind;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every score a rule may name. The list is append-only: a session's last scores are kept by their
 * place in it.
 *
 * <p>The families say which model accuses. Two scores of one family are one witness, so a ban needs
 * two families; a face being there, or the light, accuses nobody and belongs to none.
 */
public final class KnownSignals {

  private static final double OPEN = Double.POSITIVE_INFINITY;

  private static final List<KnownSignal> ALL =
      List.of(
          of("face.present", Lane.FACE, 1, "0 or 1", null, "a face is found"),
          of("face.share", Lane.FACE, 1, "share", null, "largest face's width / frame's width"),
          of("face.count", Lane.FACE, OPEN, "faces", null, "how many faces are found"),
          of(
              "face.tooSmall",
              Lane.FACE,
              1,
              "0 or 1",
              null,
              "the largest face is below the minimum"),
          of(
              "liveness.live",
              Lane.LIVENESS,
              1,
              "probability",
              "minifasnet",
              "a live person, not a print or a screen"),
          still("liveness.frozen", OPEN, "seconds", "how long the picture has been standing still"),
          still("liveness.still", 1, "share", "evidence that the face is a held-still picture"),
          still("liveness.uniform", 1, "0 or 1", "black, covered lens, bare wall"),
          of(
              "deepfake.fake",
              Lane.DEEPFAKE,
              1,
              "probability",
              "mesonet",
              "a synthetic face; a weak signal"),
          of("content.explicit", Lane.CONTENT, 1, "probability", "nsfw", "explicit content"),
          of("content.sexy", Lane.CONTENT, 1, "probability", "nsfw", "suggestive, not explicit"),
          of(
              "content.drawing",
              Lane.CONTENT,
              1,
              "probability",
              "nsfw",
              "a drawing, not a photograph"),
          of("content.neutral", Lane.CONTENT, 1, "probability", "nsfw", "nothing of interest"),
          of("quality.brightness", null, 1, "mean luma", null, "how light the picture is"),
          of("quality.contrast", null, 0.5, "luma deviation", null, "how much structure there is"),
          of("quality.sharpness", null, OPEN, "Laplacian variance", null, "how sharp the face is"),
          of("quality.faceWidth", null, OPEN, "pixels", null, "width of the largest face"));

  private static final Map<String, Integer> INDEX =
      IntStream.range(0, ALL.size()).boxed().collect(toMap(i -> ALL.get(i).name(), i -> i));

  private KnownSignals() {}

  private static KnownSignal of(
      String name,
      @Nullable Lane lane,
      double max,
      String unit,
      @Nullable String family,
      String meaning) {
    return new KnownSignal(name, lane, max, unit, family, false, meaning);
  }

  private static KnownSignal still(String name, double max, String unit, String meaning) {
    return new KnownSignal(name, Lane.LIVENESS, max, unit, null, true, meaning);
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
   * The record's scores by place in {@link #all()}, NaN where it carries none: only a lane that
   * answered counts, and a control record carries nothing.
   */
  public static double[] scoresOf(Signals signals) {
    double[] scores = new double[ALL.size()];
    Arrays.fill(scores, Double.NaN);
    if (signals.kind() != RecordKind.FRAME) {
      return scores;
    }
    for (LaneSignal lane : signals.lanes()) {
      if (lane.status() == LaneStatus.OK) {
        lane.scores().forEach((name, score) -> put(scores, lane.lane().id() + "." + name, score));
      }
    }
    Quality quality = signals.quality();
    put(scores, "quality.brightness", quality.brightness());
    put(scores, "quality.contrast", quality.contrast());
    put(scores, "quality.sharpness", quality.sharpness());
    put(scores, "quality.faceWidth", quality.faceWidth());
    return scores;
  }

  private static void put(double[] scores, String name, double score) {
    Integer index = INDEX.get(name);
    if (index != null) {
      scores[index] = score;
    }
  }
}
