package io.livegate.model;

import io.livegate.frame.Face;
import io.livegate.model.ModelCard.Input;
import java.util.List;
import java.util.Map;

/**
 * Turns the tensors of one family of face finders into faces. A new family is one implementation,
 * found through {@link java.util.ServiceLoader}, and a card that names it (docs/add-a-model.md).
 * Every implementation passes {@code FaceDecoderContract} (test jar). Stateless, thread-safe.
 */
public interface FaceDecoder {

  /** What a card's {@code output.decoder} calls it: lower case, digits and hyphens. */
  String name();

  /** The output tensors it reads; a card that names it must have them all. */
  List<String> tensors();

  /**
   * What the sides of an input are a multiple of where the file takes others than the card's; 0
   * where faces are found in the card's alone.
   */
  default int step() {
    return 0;
  }

  /**
   * @param outputs of one picture, flattened in row-major order, by name: at least {@link #tensors}
   * @param input what the picture was laid into: the card's, or with a {@link #step} a smaller one
   * @param minScore faces below are left out, 0..1
   * @return all boxes in pixels of the input tensor, in any order, overlapping ones too; without
   *     track. Landmarks as {@link Face} orders them, or none
   * @throws IllegalArgumentException if a tensor is missing or has another size
   */
  List<Face> decode(Map<String, float[]> outputs, Input input, float minScore);
}
