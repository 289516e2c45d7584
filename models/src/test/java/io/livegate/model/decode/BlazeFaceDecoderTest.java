package io.livegate.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.model.FaceDecoderContract;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlazeFaceDecoderTest extends FaceDecoderContract {

  private static final int ANCHORS = 16 * 16 * 2 + 8 * 8 * 6;

  @Override
  protected ModelCard card() {
    return ModelCards.bundled().get("blazeface-short");
  }

  @Override
  protected Map<String, float[]> nothing() {
    float[] logits = new float[ANCHORS];
    Arrays.fill(logits, -9);
    return Map.of("classificators", logits, "regressors", new float[16 * ANCHORS]);
  }

  @Test
  void anAnchorOfTheSecondGridBecomesABoxAndFivePoints() {
    Map<String, float[]> outputs = nothing();
    // the second grid's row 3, column 2, its fifth anchor: centre (40, 56)
    int anchor = 512 + (3 * 8 + 2) * 6 + 4;
    outputs.get("classificators")[anchor] = 0;
    float[] values = {2, -3, 50, 60, -10, -8, 10, -8, 0, 2, 0, 12, -25, -5, 25, -5};
    System.arraycopy(values, 0, outputs.get("regressors"), 16 * anchor, 16);

    List<Face> faces = new BlazeFaceDecoder().decode(outputs, card().input(), 0.5f);

    assertThat(faces).hasSize(1);
    Face face = faces.get(0);
    assertThat(new float[] {face.x(), face.y(), face.width(), face.height(), face.score()})
        .containsExactly(new float[] {17, 23, 50, 60, 0.5f}, within(1e-3f));
    // The mouth's corners stand 0.39 eye distances to the sides of its middle.
    assertThat(face.landmarks())
        .containsExactly(new float[] {30, 48, 50, 48, 40, 58, 32.2f, 68, 47.8f, 68}, within(1e-3f));
  }

  @Test
  void aLogitBelowTheScoreIsNoFace() {
    Map<String, float[]> outputs = nothing();
    outputs.get("classificators")[7] = -0.01f;
    Arrays.fill(outputs.get("regressors"), 5);
    assertThat(new BlazeFaceDecoder().decode(outputs, card().input(), 0.5f)).isEmpty();
  }
}
