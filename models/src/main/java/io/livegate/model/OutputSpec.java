package io.livegate.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The allow-list of output tensors and what they mean. A file with other outputs is refused at
 * load.
 *
 * @param names of all output tensors, the answer first
 * @param widths size of each one's last dimension; 1 for a tensor that has only a batch dimension
 * @param decoder how values become an answer: {@link #SCORES}, {@link #RAW}, or one of {@link
 *     FaceDecoders}. There is none for embeddings, on purpose
 * @param activation applied to the first output by {@code Scores}; none if it is in the graph
 * @param labels of the first output's values; empty unless the decoder is {@code scores}
 * @param meaning what the answer is
 * @param direction what a higher value speaks for
 * @param taxonomy which label counts towards which of our content classes; null for every task but
 *     {@code explicit-content}
 */
public record OutputSpec(
    List<String> names,
    List<Integer> widths,
    String decoder,
    Activation activation,
    List<String> labels,
    String meaning,
    Direction direction,
    @Nullable LabelMap taxonomy) {

  /** The decoder of a number per label: {@code io.livegate.model.decode.Scores}. */
  public static final String SCORES = "scores";

  /** The tensors as they come; the card's meaning says what they hold. */
  public static final String RAW = "raw";

  public OutputSpec {
    names = List.copyOf(names);
    widths = List.copyOf(widths);
    labels = List.copyOf(labels);
  }

  /** Applied to the values before they are scores. */
  public enum Activation {
    @JsonProperty("none")
    NONE,
    @JsonProperty("softmax")
    SOFTMAX,
    @JsonProperty("sigmoid")
    SIGMOID
  }

  /** What a higher value speaks for. */
  public enum Direction {
    @JsonProperty("higher-is-genuine")
    HIGHER_IS_GENUINE,
    @JsonProperty("higher-is-attack")
    HIGHER_IS_ATTACK,
    @JsonProperty("by-label")
    BY_LABEL,
    @JsonProperty("not-a-score")
    NOT_A_SCORE
  }
}
