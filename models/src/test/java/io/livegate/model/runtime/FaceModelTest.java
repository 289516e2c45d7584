package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceModelTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "presentation-attack/silent-face-anti-spoof__image-T1.jpg",
        "face-hard/face-recognition__obama.jpg",
        "face-hard/photoprism__1.jpg",
        "face-hard/dlib__2008-002470.jpg"
      })
  void finds_the_same_faces_cheaply(String file) throws Exception {
    byte[] bytes = Files.readAllBytes(SharedMedia.at("dev/" + file));
    Image picture = ImageDecoder.decode(bytes, ImageHeader.parse(bytes), 640);
    ModelCard card = ModelCards.bundled().get("yunet-n");

    try (FaceModel finder = FaceModel.acquire(card, SharedModels.storeWith(card))) {
      List<Face> cheap = finder.findCheaply(picture);
      List<Face> dear = finder.find(picture);

      assertThat(cheap).isNotEmpty().hasSameSizeAs(dear);
      assertThat(cheap)
          .allSatisfy(
              face ->
                  assertThat(dear)
                      .anySatisfy(
                          same -> {
                            assertThat(face.iou(same)).isGreaterThan(0.93f);
                            assertThat(face.score()).isCloseTo(same.score(), within(0.03f));
                          }));
    }
  }

  /** A finder whose file takes the card's size alone. */
  @Test
  void finds_the_very_same_faces_where_there_is_no_cheaper_way() throws Exception {
    byte[] bytes = Files.readAllBytes(SharedMedia.at("dev/face-hard/photoprism__1.jpg"));
    Image picture = ImageDecoder.decode(bytes, ImageHeader.parse(bytes), 640);
    ModelCard card = ModelCards.bundled().get("ultraface-rfb");

    try (FaceModel finder = FaceModel.acquire(card, SharedModels.storeWith(card))) {
      assertThat(finder.findCheaply(picture))
          .usingRecursiveComparison()
          .isEqualTo(finder.find(picture));
    }
  }
}
