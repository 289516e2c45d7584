package io.livegate.liveness.fuse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the liveness lane's scores become one probability: a curve for each, added up.
 *
 * <p>The scores of one frame are not independent of each other, so the curves of a fit are already
 * scaled by what each adds to the others (logistic regression on calibrated log likelihood ratios,
 * Brümmer and du Preez, "Application-independent evaluation of speaker detection", 2006). Nor are
 * neighbouring frames: {@link Belief} counts a stretch of frames as many times as it holds {@link
 * #correlationSeconds}.
 *
 * <p>{@code livegate fit} writes the file and says in it on what.
 *
 * @param madeBy the command that wrote it and on how much; for people
 * @param correlationSeconds frames this close together count as one, positive
 * @param offset log odds added to the sum of each frame, so that 0 divides the classes
 * @param curves by the name of the score in the liveness lane
 */
public record Fusion(
    String madeBy, double correlationSeconds, double offset, Map<String, Curve> curves) {

  /**
   * Scores that may be put together, and whether a larger value looks more alive. What the
   * development clips say nothing about (loops, cadences, recurrence) has rules of its own, and so
   * has what is no question of liveness (a drawing, a wall).
   */
  public static final Map<String, Boolean> DIRECTIONS =
      Map.of(
          "live", true,
          "ownPad", true,
          "nonRigid", true,
          "depth", true,
          "parallax", true,
          "still", false,
          "frozen", false,
          "moire", false,
          "flicker", false,
          "frameEdge", false);

  /**
   * Scores that may speak against a face and never for it: nothing in a picture that software shows
   * tells it from a camera's, so that one frame looks genuine excuses nothing.
   */
  public static final Set<String> ACCUSING = Set.of("ownPad");

  /**
   * The lowest log ratio of scores that honest people have as well where no clip of a fit shows it:
   * lamps on the mains band as screens do, on cameras whose shutter does not fit them.
   */
  public static final Map<String, Double> LOWEST = Map.of("flicker", -0.5);

  private static final ObjectMapper YAML =
      new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES))
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  public Fusion {
    curves = new TreeMap<>(curves);
    if (!(correlationSeconds > 0) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "correlationSeconds must be positive and offset finite, not "
              + correlationSeconds
              + " and "
              + offset);
    }
  }

  /** The one that ships with Livegate. */
  public static Fusion bundled() {
    try (InputStream in = Fusion.class.getResourceAsStream("fusion.yaml")) {
      if (in == null) {
        throw new IllegalStateException("fusion.yaml is missing from this build");
      }
      return YAML.readValue(in, Fusion.class);
    } catch (IOException e) {
      throw new UncheckedIOException("fusion.yaml of this build cannot be read", e);
    }
  }

  /** The file {@link #bundled} reads. */
  public String yaml() {
    try {
      return YAML.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a fusion is not YAML", e);
    }
  }

  /**
   * What one frame alone says.
   *
   * @param scores of the liveness lane; those without a curve count nothing
   * @return log odds, positive for genuine; null when none of the scores has a curve
   */
  public @Nullable Double logOdds(Map<String, Double> scores) {
    double sum = offset;
    boolean any = false;
    for (Map.Entry<String, Curve> entry : curves.entrySet()) {
      Double score = scores.get(entry.getKey());
      if (score != null) {
        sum += entry.getValue().at(score);
        any = true;
      }
    }
    return any ? sum : null;
  }
}
