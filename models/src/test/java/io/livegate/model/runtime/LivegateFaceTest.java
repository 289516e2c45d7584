package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.testing.TestImages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The face finder that lies in the jar needs no other file. */
class LivegateFaceTest {

  private static final ModelCard CARD = ModelCards.bundled().get("livegate-face");

  @TempDir private Path cache;

  @ParameterizedTest
  @EnumSource(RuntimeKind.class)
  void itComputesInBothRuntimesWhatItComputedWhereItWasTrained(RuntimeKind runtime)
      throws Exception {
    FloatTensor tensor = FloatTensor.allocate(1, 3, 320, 320);
    for (int i = 0; i < tensor.data().capacity(); i++) {
      tensor.data().put(i, i * 7 % 256);
    }
    try (InferenceModel model = Models.acquire(CARD.withRuntime(runtime), store())) {
      Map<String, float[]> outputs = model.run(tensor);
      assertThat(last(outputs.get("cls_8"))).isCloseTo(0.009572327136993408f, within(1e-4f));
      assertThat(last(outputs.get("obj_32"))).isCloseTo(0.004807233810424805f, within(1e-4f));
      assertThat(last(outputs.get("bbox_16"))).isCloseTo(0.6563395857810974f, within(1e-4f));
      assertThat(last(outputs.get("kps_32"))).isCloseTo(0.7106132507324219f, within(1e-4f));
    }
  }

  @Test
  void thereIsNoFaceInNoiseOnAWallOrInAPatternThatMoves() throws Exception {
    try (FaceModel model = FaceModel.acquire(CARD, store())) {
      for (Image image :
          List.of(
              TestImages.noise(640, 480, 1),
              TestImages.wall(640, 480, 128),
              TestImages.scene(640, 480, 0))) {
        assertThat(model.find(image)).isEmpty();
      }
    }
  }

  private static float last(float[] values) {
    return values[values.length - 1];
  }

  private ModelStore store() {
    return new ModelStore(cache, List.of());
  }
}
