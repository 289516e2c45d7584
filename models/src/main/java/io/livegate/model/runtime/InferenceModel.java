package io.livegate.model.runtime;

import io.livegate.model.Execution.Provider;
import io.livegate.model.ModelCard;
import java.util.Map;

/**
 * A loaded model. Every implementation passes {@code InferenceModelContract} (test jar): {@link
 * #run} may be called from several threads at once, gives the same output for the same input, and
 * after {@link #close} says so.
 */
public interface InferenceModel extends AutoCloseable {

  ModelCard card();

  /** What computes it here. */
  default Provider provider() {
    return Provider.CPU;
  }

  /** Whether pictures with smaller sides than the card's may be asked about, too. */
  default boolean takesSmaller() {
    return false;
  }

  /**
   * Runs the model once.
   *
   * @param input shaped {@code [batch, 3, height, width]} as the card says, or smaller where that
   *     is taken, filled by the card's rules; may be reused as soon as the call returns
   * @return each output tensor named in the card, flattened in row-major order, on the heap
   * @throws IllegalArgumentException if the shape is another
   * @throws IllegalStateException after close
   * @throws InferenceException if the runtime fails
   */
  Map<String, float[]> run(FloatTensor input);

  /**
   * The same in memory of the caller's, where the runtime can write there; else in new arrays.
   *
   * @param outputs of this model and this shape of input alone; what is returned may lie in it and
   *     holds until it is used again
   */
  default Map<String, float[]> run(FloatTensor input, Outputs outputs) {
    return run(input);
  }

  /** Gives the model back; a second call does nothing. */
  @Override
  void close();
}
