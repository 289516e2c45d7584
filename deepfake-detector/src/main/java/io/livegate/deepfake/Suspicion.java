package io.livegate.deepfake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the deepfake lane's scores become one: each is brought to the scale of genuine clips,
 * bounded, weighed with a weight that is never negative, and added up. More suspicious scores never
 * make the sum less so. {@code livegate fit-deepfake} writes the file and says in it on what.
 *
 * @param madeBy the command that wrote it and on how much; for people
 * @param offset log odds of a clip that looks like the middle of the genuine ones
 * @param scores by name; those left out count nothing
 */
public record Suspicion(String madeBy, double offset, Map<String, Scale> scores) {

  /** No score counts more standard deviations than this: the tails are not known. */
  private static final double BOUND = 2.5;

  private static final ObjectMapper YAML =
      new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES))
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  public Suspicion {
    scores = new TreeMap<>(scores);
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException("offset must be finite, not " + offset);
    }
  }

  /**
   * @param middle mean over genuine clips
   * @param spread standard deviation over them, positive
   * @param weight log odds per spread, 0 or more
   */
  public record Scale(double middle, double spread, double weight) {
    public Scale {
      if (!Double.isFinite(middle) || !(spread > 0) || !(weight >= 0)) {
        throw new IllegalArgumentException(
            "middle must be finite, spread positive and weight 0 or more, not "
                + middle
                + ", "
                + spread
                + " and "
                + weight);
      }
    }

    /** How many spreads above the middle of genuine clips, -2.5 to 2.5. */
    public double standard(double score) {
      return Math.max(-BOUND, Math.min(BOUND, (score - middle) / spread));
    }
  }

  /** The one that ships with Livegate. */
  public static Suspicion bundled() {
    try (InputStream in = Suspicion.class.getResourceAsStream("suspicion.yaml")) {
      if (in == null) {
        throw new IllegalStateException("suspicion.yaml is missing from this build");
      }
      return YAML.readValue(in, Suspicion.class);
    } catch (IOException e) {
      throw new UncheckedIOException("suspicion.yaml of this build cannot be read", e);
    }
  }

  /** The file {@link #bundled} reads. */
  public String yaml() {
    try {
      return YAML.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a suspicion is not YAML", e);
    }
  }

  /**
   * @param measured by name; what is missing counts as the middle of genuine clips
   * @return 0..1
   */
  public double of(Map<String, Double> measured) {
    double sum = offset;
    for (Map.Entry<String, Scale> entry : scores.entrySet()) {
      Double score = measured.get(entry.getKey());
      if (score != null) {
        sum += entry.getValue().weight() * entry.getValue().standard(score);
      }
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
