package io.livegate.model.decode;

import io.livegate.frame.Face;
import io.livegate.model.FaceDecoder;
import io.livegate.model.FaceDecoders;
import io.livegate.model.ModelCard.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * YuNet: three grids of strides 8, 16 and 32, each cell with class and objectness probabilities, a
 * box and five landmarks relative to the cell.
 *
 * <p>Formulas: libfacedetection.train, as in OpenCV's {@code FaceDetectorYN}; no half-cell offset.
 */
public final class YuNetDecoder implements FaceDecoder {

  private static final int[] STRIDES = {8, 16, 32};

  @Override
  public String name() {
    return "yunet";
  }

  @Override
  public List<String> tensors() {
    List<String> names = new ArrayList<>();
    for (String kind : List.of("cls_", "obj_", "bbox_", "kps_")) {
      for (int stride : STRIDES) {
        names.add(kind + stride);
      }
    }
    return names;
  }

  @Override
  public int step() {
    return STRIDES[STRIDES.length - 1];
  }

  @Override
  public List<Face> decode(Map<String, float[]> outputs, Input input, float minScore) {
    List<Face> faces = new ArrayList<>();
    for (int stride : STRIDES) {
      int columns = input.width() / stride;
      int cells = columns * (input.height() / stride);
      float[] cls = FaceDecoders.tensor(this, outputs, "cls_" + stride, cells);
      float[] obj = FaceDecoders.tensor(this, outputs, "obj_" + stride, cells);
      float[] bbox = FaceDecoders.tensor(this, outputs, "bbox_" + stride, 4 * cells);
      float[] kps = FaceDecoders.tensor(this, outputs, "kps_" + stride, 10 * cells);
      for (int i = 0; i < cells; i++) {
        float score = (float) Math.sqrt(clamp(cls[i]) * (double) clamp(obj[i]));
        if (score >= minScore) {
          faces.add(face(i, i % columns, i / columns, stride, score, bbox, kps));
        }
      }
    }
    return faces;
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

  private static float clamp(float v) {
    return Math.max(0, Math.min(1, v));
  }
}
