package io.livegate.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.model.FaceDecoder;
import io.livegate.model.FaceDecoderContract;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class YuNetDecoderTest extends FaceDecoderContract {

  private static final Offset<Float> CLOSE = within(1e-3f);

  private final FaceDecoder decoder = new YuNetDecoder();

  @Override
  protected ModelCard card() {
    return ModelCards.bundled().get("yunet-n");
  }

  @Override
  protected Map<String, float[]> nothing() {
    Map<String, float[]> outputs = new HashMap<>();
    for (int stride : new int[] {8, 16, 32}) {
      int cells = 320 / stride * (320 / stride);
      outputs.put("cls_" + stride, new float[cells]);
      outputs.put("obj_" + stride, new float[cells]);
      outputs.put("bbox_" + stride, new float[4 * cells]);
      outputs.put("kps_" + stride, new float[10 * cells]);
    }
    return outputs;
  }

  @Test
  void aCellBecomesABoxAndFivePoints() {
    Map<String, float[]> outputs = nothing();
    // stride 16: 20 columns; cell 45 is column 5, row 2
    put(outputs, 16, 45, 0.9f, 0.4f, 0.5f, -0.25f, (float) Math.log(4), (float) Math.log(6));
    for (int j = 0; j < 10; j++) {
      outputs.get("kps_16")[450 + j] = j / 10f;
    }

    List<Face> faces = decode(outputs);

    assertThat(faces).hasSize(1);
    Face face = faces.get(0);
    assertThat(face.score()).isEqualTo(0.6f, CLOSE);
    // 64 x 96 about (88, 28)
    assertThat(face.width()).isEqualTo(64f, CLOSE);
    assertThat(face.height()).isEqualTo(96f, CLOSE);
    assertThat(face.x()).isEqualTo(88f - 32, CLOSE);
    assertThat(face.y()).isEqualTo(28f - 48, CLOSE);
    assertThat(face.landmarks())
        .containsExactly(
            new float[] {80, 33.6f, 83.2f, 36.8f, 86.4f, 40, 89.6f, 43.2f, 92.8f, 46.4f}, CLOSE);
  }

  @Test
  void facesBelowTheLowestScoreAreLeftOut() {
    Map<String, float[]> outputs = nothing();
    put(outputs, 16, 45, 0.9f, 0.39f, 0, 0, 0, 0);
    assertThat(decode(outputs)).isEmpty();
  }

  @Test
  void valuesBeyondAProbabilityAreClamped() {
    Map<String, float[]> outputs = nothing();
    put(outputs, 32, 0, 1.2f, 1.1f, 0, 0, 0, 0);
    put(outputs, 32, 50, -0.3f, -0.4f, 0, 0, 0, 0);
    List<Face> faces = decode(outputs);
    assertThat(faces).hasSize(1);
    assertThat(faces.get(0).score()).isEqualTo(1f);
  }

  private List<Face> decode(Map<String, float[]> outputs) {
    return decoder.decode(outputs, card().input(), 0.6f);
  }

  private static void put(
      Map<String, float[]> outputs, int stride, int cell, float cls, float obj, float... box) {
    outputs.get("cls_" + stride)[cell] = cls;
    outputs.get("obj_" + stride)[cell] = obj;
    System.arraycopy(box, 0, outputs.get("bbox_" + stride), 4 * cell, 4);
  }
}
