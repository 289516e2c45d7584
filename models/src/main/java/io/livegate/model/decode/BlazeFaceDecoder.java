package io.livegate.model.decode;

import io.livegate.frame.Face;
import io.livegate.model.FaceDecoder;
import io.livegate.model.FaceDecoders;
import io.livegate.model.ModelCard.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MediaPipe's short-range BlazeFace (Bazarevsky et al. 2019): two grids of strides 8 and 16 with
 * two and six anchors a cell. {@code classificators} is one logit for each anchor, {@code
 * regressors} the box's centre and size and six points, in pixels, relative to the cell's centre.
 *
 * <p>It gives the middle of the mouth and no corners. The corners are put beside it, along the line
 * of the eyes, at the distance they have in MediaPipe's canonical face model: right for a face that
 * looks ahead, too far apart for one in profile.
 */
public final class BlazeFaceDecoder implements FaceDecoder {

  private static final int[][] STRIDES_AND_ANCHORS = {{8, 2}, {16, 6}};
  private static final int VALUES = 16;

  /** Beyond, {@code exp} says nothing more; the reference clips there. */
  private static final float MAX_LOGIT = 100;

  /** Mouth corner to mouth centre over eye to eye: 2.456 / (2 * 3.151), see the class comment. */
  private static final float HALF_MOUTH = 0.39f;

  @Override
  public String name() {
    return "blazeface";
  }

  @Override
  public List<String> tensors() {
    return List.of("regressors", "classificators");
  }

  @Override
  public List<Face> decode(Map<String, float[]> outputs, Input input, float minScore) {
    int anchors = 0;
    for (int[] each : STRIDES_AND_ANCHORS) {
      anchors += input.width() / each[0] * (input.height() / each[0]) * each[1];
    }
    float[] logits = FaceDecoders.tensor(this, outputs, "classificators", anchors);
    float[] values = FaceDecoders.tensor(this, outputs, "regressors", VALUES * anchors);
    List<Face> faces = new ArrayList<>();
    int i = 0;
    for (int[] each : STRIDES_AND_ANCHORS) {
      int columns = input.width() / each[0];
      int cells = columns * (input.height() / each[0]);
      for (int cell = 0; cell < cells; cell++) {
        for (int anchor = 0; anchor < each[1]; anchor++, i++) {
          float score = sigmoid(logits[i]);
          if (score >= minScore) {
            float cx = (cell % columns + 0.5f) * each[0];
            float cy = (cell / columns + 0.5f) * each[0];
            add(faces, values, VALUES * i, cx, cy, score);
          }
        }
      }
    }
    return faces;
  }

  private static void add(
      List<Face> faces, float[] values, int at, float cx, float cy, float score) {
    float w = values[at + 2];
    float h = values[at + 3];
    if (w <= 0 || h <= 0) {
      return;
    }
    float x = cx + values[at] - w / 2;
    float y = cy + values[at + 1] - h / 2;
    float[] points = new float[10];
    for (int j = 0; j < 4; j++) {
      points[2 * j] = cx + values[at + 4 + 2 * j];
      points[2 * j + 1] = cy + values[at + 5 + 2 * j];
    }
    float mouthX = points[6];
    float mouthY = points[7];
    float dx = (points[2] - points[0]) * HALF_MOUTH;
    float dy = (points[3] - points[1]) * HALF_MOUTH;
    points[6] = mouthX - dx;
    points[7] = mouthY - dy;
    points[8] = mouthX + dx;
    points[9] = mouthY + dy;
    faces.add(new Face(x, y, w, h, score, points, -1));
  }

  private static float sigmoid(float logit) {
    return (float) (1 / (1 + Math.exp(-Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, logit)))));
  }
}
