package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.decode.Scores;
import io.livegate.model.decode.YuNetDecoder;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The real files, on drawn pictures; skipped where the files are not. */
class RealModelsTest {

  @Test
  void yunetFindsNoFaceInNoiseAndOnAWall() throws Exception {
    ModelCard card = ModelCards.bundled().get("yunet-n");
    try (ImageModel model = ImageModel.acquire(card, SharedModels.storeWith(card))) {
      for (Image image : List.of(TestImages.noise(640, 480, 1), TestImages.wall(640, 480, 128))) {
        Map<String, float[]> outputs = model.runAll(image, null);
        assertThat(YuNetDecoder.decode(outputs, 320, model.scale(image), 0.6f, 0.3f)).isEmpty();
      }
    }
  }

  @Test
  void minifasnetGivesProbabilitiesThatSumToOne() throws Exception {
    for (String id : List.of("minifasnet-v2", "minifasnet-v1se")) {
      ModelCard card = ModelCards.bundled().get(id);
      try (ImageModel model = ImageModel.acquire(card, SharedModels.storeWith(card))) {
        Image image = TestImages.gradient(640, 480);
        float[] output = model.run(image, new Face(200, 100, 120, 150, 0.9f, null, 0));
        assertThat(Scores.of(card, output)).containsOnlyKeys("attack-a", "live", "attack-b");
        assertThat(output[0] + output[1] + output[2])
            .isCloseTo(1f, org.assertj.core.data.Offset.offset(1e-5f));
      }
    }
  }
}
