package io.livegate.model.decode;

import io.livegate.frame.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The {@code yunet} decoder: three grids of strides 8, 16 and 32, each cell with class and
 * objectness probabilities, a box and five landmarks relative to the cell.
 *
 * <p>Formulas: libfacedetection.train, as in OpenCV's {@code FaceDetectorYN}; no half-cell offset.
 */
public final class YuNetDecoder {

  private static final int[] STRIDES = {8, 16, 32};

  private YuNetDecoder() {}

  /**
   * @param outputs the twelve tensors {@code cls_S, obj_S, bbox_S, kps_S}
   * @param inputSize side of the square input, a multiple of 32
   * @param scale input pixels per picture pixel; boxes are divided by it
   * @param minScore faces below are left out, 0..1
   * @param nmsIou of two boxes overlapping by more than this, the weaker is left out, 0..1
   * @return faces in picture pixels, best score first, without track
   */
  public static List<Face> decode(
      Map<String, float[]> outputs, int inputSize, float scale, float minScore, float nmsIou) {
    List<Face> faces = new ArrayList<>();
    for (int stride : STRIDES) {
      float[] cls = tensor(outputs, "cls_" + stride);
      float[] obj = tensor(outputs, "obj_" + stride);
      int columns = inputSize / stride;
      for (int i = 0; i < columns * columns; i++) {
        float score = (float) Math.sqrt(clamp(cls[i]) * (double) clamp(obj[i]));
        if (score >= minScore) {
          faces.add(
              face(
                  i,
                  i % columns,
                  i / columns,
                  stride / scale,
                  score,
                  tensor(outputs, "bbox_" + stride),
                  tensor(outputs, "kps_" + stride)));
        }
      }
    }
    return suppress(faces, nmsIou);
  }

  private static Face face(
      int i, int column, int row, float cell, float score, float[] bbox, float[] kps) {
    float w = (float) Math.exp(bbox[4 * i + 2]) * cell;
    float h = (float) Math.exp(bbox[4 * i + 3]) * cell;
    float x = (column + bbox[4 * i]) * cell - w / 2;
    float y = (row + bbox[4 * i + 1]) * cell - h / 2;
    float[] landmarks = new float[10];
    for (int j = 0; j < 5; j++) {
      landmarks[2 * j] = (column + kps[10 * i + 2 * j]) * cell;
      landmarks[2 * j + 1] = (row + kps[10 * i + 2 * j + 1]) * cell;
    }
    return new Face(x, y, w, h, score, landmarks, -1);
  }

  /** Greedy: the best face stays, what overlaps it too much goes. */
  private static List<Face> suppress(List<Face> faces, float iou) {
    faces.sort(Comparator.comparingDouble(Face::score).reversed());
    List<Face> kept = new ArrayList<>();
    for (Face face : faces) {
      if (kept.stream().noneMatch(better -> better.iou(face) > iou)) {
        kept.add(face);
      }
    }
    return kept;
  }

  private static float clamp(float v) {
    return Math.max(0, Math.min(1, v));
  }

  private static float[] tensor(Map<String, float[]> outputs, String name) {
    float[] values = outputs.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "not the outputs of a YuNet: " + name + " is missing among " + outputs.keySet());
    }
    return values;
  }
}
