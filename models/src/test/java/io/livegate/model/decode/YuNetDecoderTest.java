package io.livegate.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class YuNetDecoderTest {

  private static final Offset<Float> CLOSE = within(1e-3f);

  @Test
  void aCellBecomesABoxAndFivePointsInPicturePixels() {
    Map<String, float[]> outputs = empty(320);
    // stride 16: 20 columns; cell 45 is column 5, row 2
    put(outputs, 16, 45, 0.9f, 0.4f, 0.5f, -0.25f, (float) Math.log(4), (float) Math.log(6));
    for (int j = 0; j < 10; j++) {
      outputs.get("kps_16")[450 + j] = j / 10f;
    }

    List<Face> faces = YuNetDecoder.decode(outputs, 320, 0.5f, 0.6f, 0.3f);

    assertThat(faces).hasSize(1);
    Face face = faces.get(0);
    assertThat(face.score()).isEqualTo(0.6f, CLOSE);
    // 64 x 96 in the input about (88, 28), twice that in the picture
    assertThat(face.width()).isEqualTo(128f, CLOSE);
    assertThat(face.height()).isEqualTo(192f, CLOSE);
    assertThat(face.x()).isEqualTo(176f - 64, CLOSE);
    assertThat(face.y()).isEqualTo(56f - 96, CLOSE);
    assertThat(face.landmarks())
        .containsExactly(
            new float[] {160, 67.2f, 166.4f, 73.6f, 172.8f, 80, 179.2f, 86.4f, 185.6f, 92.8f},
            CLOSE);
    assertThat(face.track()).isEqualTo(-1);
  }

  @Test
  void facesBelowTheLowestScoreAreLeftOut() {
    Map<String, float[]> outputs = empty(320);
    put(outputs, 16, 45, 0.9f, 0.39f, 0, 0, 0, 0);
    assertThat(YuNetDecoder.decode(outputs, 320, 1, 0.6f, 0.3f)).isEmpty();
  }

  @Test
  void valuesBeyondAProbabilityAreClamped() {
    Map<String, float[]> outputs = empty(320);
    put(outputs, 32, 0, 1.2f, 1.1f, 0, 0, 0, 0);
    put(outputs, 32, 50, -0.3f, -0.4f, 0, 0, 0, 0);
    List<Face> faces = YuNetDecoder.decode(outputs, 320, 1, 0.6f, 0.3f);
    assertThat(faces).hasSize(1);
    assertThat(faces.get(0).score()).isEqualTo(1f);
  }

  @Test
  void ofOverlappingBoxesTheBestStays() {
    Map<String, float[]> outputs = empty(320);
    // neighbours 8 pixels apart, 64 wide: IoU 56/72; and one far away
    float size = (float) Math.log(8);
    put(outputs, 8, 410, 0.8f, 0.8f, 0, 0, size, size);
    put(outputs, 8, 411, 0.9f, 0.9f, 0, 0, size, size);
    put(outputs, 8, 430, 0.7f, 0.7f, 0, 0, size, size);
    List<Face> faces = YuNetDecoder.decode(outputs, 320, 1, 0.6f, 0.3f);
    assertThat(faces).extracting(Face::score).containsExactly(0.9f, 0.7f);
    assertThat(YuNetDecoder.decode(outputs, 320, 1, 0.6f, 0.8f)).hasSize(3);
  }

  @Test
  void otherOutputsAreNamed() {
    assertThatThrownBy(() -> YuNetDecoder.decode(Map.of("prob", new float[3]), 320, 1, 0.6f, 0.3f))
        .hasMessage("not the outputs of a YuNet: cls_8 is missing among [prob]");
  }

  private static Map<String, float[]> empty(int size) {
    Map<String, float[]> outputs = new HashMap<>();
    for (int stride : new int[] {8, 16, 32}) {
      int cells = size / stride * (size / stride);
      outputs.put("cls_" + stride, new float[cells]);
      outputs.put("obj_" + stride, new float[cells]);
      outputs.put("bbox_" + stride, new float[4 * cells]);
      outputs.put("kps_" + stride, new float[10 * cells]);
    }
    return outputs;
  }

  private static void put(
      Map<String, float[]> outputs, int stride, int cell, float cls, float obj, float... box) {
    outputs.get("cls_" + stride)[cell] = cls;
    outputs.get("obj_" + stride)[cell] = obj;
    System.arraycopy(box, 0, outputs.get("bbox_" + stride), 4 * cell, 4);
  }
}
