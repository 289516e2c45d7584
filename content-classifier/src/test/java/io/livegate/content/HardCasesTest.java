package io.livegate.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.runtime.FaceModel;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Harmless pictures that content models are known to take for explicit ones. */
class HardCasesTest {

  /** The lowest threshold on {@code content.explicit} in the default policy. */
  private static final double ACTED_ON = 0.8;

  private static final ModelCard CONTENT = ModelCards.bundled().get("nsfw-mobilenet-v2");
  private static final ModelCard FINDER = ModelCards.bundled().get("yunet-n");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "face-hard/face-recognition__obama.jpg",
        "face-hard/face-recognition__32bit.png",
        "face-hard/fairface__race-Asian.jpg",
        "face-hard/fairface__race-Latino.jpg",
        "face-hard/fairface__race-Middle-Eastern.jpg",
        "explicit-control/scikit-image__astronaut.png"
      })
  void aFaceThatFillsThePictureIsNotExplicit(String picture) throws Exception {
    Image image = picture(picture);
    assertThat(explicit(cut(image, largestFace(image)))).isLessThan(ACTED_ON);
  }

  @ParameterizedTest
  @CsvSource({ // red, green, blue of five tones of the Monk scale
    "246,237,228",
    "234,218,186",
    "160,126,86",
    "96,65,52",
    "41,36,32"
  })
  void aWallInTheColourOfSkinIsNotExplicit(int red, int green, int blue) {
    assertThat(explicit(wall(red, green, blue))).isLessThan(ACTED_ON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explicit-control/course-project__mona-lisa.jpg",
        "explicit-control/course-project__starry-night.jpg"
      })
  void artWithoutANudeIsNotExplicit(String picture) throws Exception {
    assertThat(explicit(picture(picture))).isLessThan(ACTED_ON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explicit-control/human__stock-models-14.jpg",
        "explicit-control/darknet__kite.jpg",
        "explicit-control/photoprism__beach-sand.jpg",
        "explicit-control/photoprism__beach-wood.jpg"
      })
  void sportswearAndBeachesAreNotExplicit(String picture) throws Exception {
    assertThat(explicit(picture(picture))).isLessThan(ACTED_ON);
  }

  private static double explicit(Image image) {
    try (ContentClassifier detector =
        ContentClassifier.open(List.of(CONTENT), SharedModels.storeWith(CONTENT))) {
      Double score =
          detector.openSession().judge(new FrameView(image, List.of(), 0)).scores().get("explicit");
      assertThat(score).isNotNull();
      return score;
    }
  }

  private static Image picture(String path) throws Exception {
    byte[] bytes = Files.readAllBytes(SharedMedia.at("dev/" + path));
    return ImageDecoder.decode(bytes, ImageHeader.parse(bytes, ImageLimits.DEFAULT), 640);
  }

  private static Face largestFace(Image image) throws Exception {
    try (FaceModel finder = FaceModel.acquire(FINDER, SharedModels.storeWith(FINDER))) {
      return finder.find(image).get(0);
    }
  }

  private static Image cut(Image image, Face face) {
    int left = (int) Math.max(0, face.x());
    int top = (int) Math.max(0, face.y());
    int width = (int) Math.min(face.width(), image.width() - left);
    int height = (int) Math.min(face.height(), image.height() - top);
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          image.bgr(), ((top + y) * image.width() + left) * 3, bgr, y * width * 3, width * 3);
    }
    return new Image(width, height, bgr, 1);
  }

  /** Plaster: lit from one side, with a camera's noise. */
  private static Image wall(int red, int green, int blue) {
    int[] colour = {blue, green, red};
    byte[] bgr = new byte[640 * 480 * 3];
    Random noise = new Random(1);
    for (int p = 0; p < bgr.length; p++) {
      double light = 1 - 0.3 * (p / 3 % 640) / 640.0;
      bgr[p] = (byte) Math.max(0, Math.min(255, colour[p % 3] * light + noise.nextInt(9) - 4));
    }
    return new Image(640, 480, bgr, 1);
  }
}
