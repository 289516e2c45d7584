package io.livegate.model.decode;

import io.livegate.frame.Face;
import io.livegate.model.FaceDecoder;
import io.livegate.model.FaceDecoders;
import io.livegate.model.ModelCard.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * UltraFace (Linzaer, Ultra-Light-Fast-Generic-Face-Detector-1MB) with its boxes decoded in the
 * graph: {@code scores} is background and face for each prior, {@code boxes} its corners {@code x1,
 * y1, x2, y2} as shares of the input. It gives no landmarks: what needs eyes or a mouth then has no
 * answer.
 */
public final class UltraFaceDecoder implements FaceDecoder {

  /** Priors at a cell of each stride, as in the upstream's {@code define_img_size}. */
  private static final int[][] STRIDES_AND_PRIORS = {{8, 3}, {16, 2}, {32, 2}, {64, 3}};

  @Override
  public String name() {
    return "ultraface";
  }

  @Override
  public List<String> tensors() {
    return List.of("scores", "boxes");
  }

  @Override
  public List<Face> decode(Map<String, float[]> outputs, Input input, float minScore) {
    int priors = priors(input);
    float[] scores = FaceDecoders.tensor(this, outputs, "scores", 2 * priors);
    float[] boxes = FaceDecoders.tensor(this, outputs, "boxes", 4 * priors);
    List<Face> faces = new ArrayList<>();
    for (int i = 0; i < priors; i++) {
      float score = scores[2 * i + 1];
      float x = boxes[4 * i] * input.width();
      float y = boxes[4 * i + 1] * input.height();
      float w = boxes[4 * i + 2] * input.width() - x;
      float h = boxes[4 * i + 3] * input.height() - y;
      if (score >= minScore && w > 0 && h > 0) {
        faces.add(new Face(x, y, w, h, score, null, -1));
      }
    }
    return faces;
  }

  private static int priors(Input input) {
    int all = 0;
    for (int[] each : STRIDES_AND_PRIORS) {
      all += ceil(input.width(), each[0]) * ceil(input.height(), each[0]) * each[1];
    }
    return all;
  }

  private static int ceil(int size, int stride) {
    return (size + stride - 1) / stride;
  }
}
