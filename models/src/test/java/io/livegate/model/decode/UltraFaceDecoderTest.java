package io.livegate.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.model.FaceDecoderContract;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UltraFaceDecoderTest extends FaceDecoderContract {

  /** (40 * 30 + 5 * 4) * 3 + (20 * 15 + 10 * 8) * 2. */
  private static final int PRIORS = 4420;

  @Override
  protected ModelCard card() {
    return ModelCards.bundled().get("ultraface-rfb");
  }

  @Override
  protected Map<String, float[]> nothing() {
    return Map.of("scores", new float[2 * PRIORS], "boxes", new float[4 * PRIORS]);
  }

  @Test
  void cornersAreSharesOfTheInputAndThereAreNoPoints() {
    Map<String, float[]> outputs = nothing();
    set(outputs.get("scores"), 2 * 100, 0.1f, 0.9f);
    set(outputs.get("boxes"), 4 * 100, 0.25f, 0.5f, 0.5f, 0.75f);

    List<Face> faces = new UltraFaceDecoder().decode(outputs, card().input(), 0.7f);

    assertThat(faces).hasSize(1);
    Face face = faces.get(0);
    assertThat(new float[] {face.x(), face.y(), face.width(), face.height(), face.score()})
        .containsExactly(new float[] {80, 120, 80, 60, 0.9f}, within(1e-3f));
    assertThat(face.landmarks()).isNull();
  }

  @Test
  void aBoxTurnedInsideOutIsNone() {
    Map<String, float[]> outputs = nothing();
    set(outputs.get("scores"), 2 * 100, 0.1f, 0.9f);
    set(outputs.get("boxes"), 4 * 100, 0.5f, 0.5f, 0.25f, 0.75f);
    assertThat(new UltraFaceDecoder().decode(outputs, card().input(), 0.7f)).isEmpty();
  }

  private static void set(float[] values, int at, float... these) {
    System.arraycopy(these, 0, values, at, these.length);
  }
}
