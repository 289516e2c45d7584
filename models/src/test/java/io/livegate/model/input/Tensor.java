package io.livegate.model.input;

import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.Region;
import java.nio.FloatBuffer;

/** A model's input tensor, to be looked into. */
final class Tensor {
  private final Input input;
  private final Preprocessor preprocessor;
  private final FloatBuffer buffer;

  Tensor(ModelCard card) {
    input = card.input();
    preprocessor = new Preprocessor(card);
    buffer = FloatBuffer.allocate(input.elements());
  }

  void write(Image image, Region region) {
    preprocessor.write(image, region, buffer);
  }

  float at(int plane, int y, int x) {
    return buffer.get((plane * input.height() + y) * input.width() + x);
  }

  float[] row(int plane, int y) {
    float[] row = new float[input.width()];
    buffer.get((plane * input.height() + y) * input.width(), row);
    return row;
  }

  float max() {
    float max = 0;
    for (float value : buffer.array()) {
      max = Math.max(max, value);
    }
    return max;
  }

  float[] all() {
    return buffer.array().clone();
  }
}
