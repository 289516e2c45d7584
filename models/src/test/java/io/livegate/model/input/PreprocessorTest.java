package io.livegate.model.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelCards;
import io.livegate.model.Region;
import org.junit.jupiter.api.Test;

/** Each model's input against values computed by hand. */
class PreprocessorTest {

  private static final ModelCards CARDS = ModelCards.bundled();
  private static final float TOLERANCE = 1e-4f;

  @Test
  void minifasnetSeesBlueFirstAndUnscaled() {
    Image image = Pictures.colour(640, 480, 10, 100, 250);
    Tensor tensor = fill("minifasnet-v2", image, face(250, 180, 100, 120));
    assertThat(tensor.at(0, 40, 40)).as("blue").isEqualTo(10f, within(TOLERANCE));
    assertThat(tensor.at(1, 40, 40)).as("green").isEqualTo(100f, within(TOLERANCE));
    assertThat(tensor.at(2, 40, 40)).as("red").isEqualTo(250f, within(TOLERANCE));
  }

  @Test
  void aShiftedBoxIsStretchedBilinearlyAndNothingBeyondItIsRead() {
    // blue is the column: the crop is columns 0..270 inclusive, output i looks at
    // (i+0.5)*271/80-0.5
    Image image = Pictures.columns(271, 325);
    Tensor tensor = fill("livegate-pad", image, face(0, 0, 100, 120));
    assertThat(tensor.at(0, 0, 0)).isEqualTo((float) (0.5 * 271 / 80 - 0.5), within(1e-3f));
    assertThat(tensor.at(0, 30, 40)).isEqualTo((float) (40.5 * 271 / 80 - 0.5), within(1e-3f));
  }

  @Test
  void aGrownCropRepeatsItsOwnEdgeNotThePicturesNextPixel() {
    // a crop of columns 2..3 (values 2 and 3) grown to 80: its first output is 2, not 1.5
    Image image = Pictures.columns(8, 8);
    Tensor tensor = new Tensor(CARDS.get("livegate-pad"));
    tensor.write(image, Region.upright(2, 2, 2, 2, Border.SHIFT));
    assertThat(tensor.at(0, 0, 0)).isEqualTo(2f, within(TOLERANCE));
    assertThat(tensor.at(0, 0, 79)).isEqualTo(3f, within(TOLERANCE));
    // output 39: 2 + 39.5/40 - 0.5 = 2.4875
    assertThat(tensor.at(0, 0, 39)).isEqualTo(2.4875f, within(TOLERANCE));
  }

  @Test
  void minifasnetSeesADarkFaceBrightened() {
    // luma 0.114 * 10 + 0.587 * 20 + 0.299 * 30 = 21.85, brought to 90
    Image image = Pictures.colour(640, 480, 10, 20, 30);
    Tensor tensor = fill("minifasnet-v2", image, face(250, 180, 100, 120));
    assertThat(tensor.at(0, 40, 40)).isEqualTo(10 * 90 / 21.85f, within(1e-3f));
    assertThat(tensor.at(1, 40, 40)).isEqualTo(20 * 90 / 21.85f, within(1e-3f));
    assertThat(tensor.at(2, 40, 40)).isEqualTo(30 * 90 / 21.85f, within(1e-3f));
  }

  @Test
  void minifasnetSeesAGreyFaceTinted() {
    Tensor grey =
        fill("minifasnet-v2", Pictures.colour(640, 480, 100, 100, 100), face(250, 180, 100, 120));
    assertThat(grey.at(0, 40, 40)).as("blue").isEqualTo(84, within(1e-3f));
    assertThat(grey.at(1, 40, 40)).as("green").isEqualTo(95, within(1e-3f));
    assertThat(grey.at(2, 40, 40)).as("red").isEqualTo(116, within(1e-3f));
    // brightened as well: 45 to 90
    Tensor dark =
        fill("minifasnet-v2", Pictures.colour(640, 480, 45, 45, 45), face(250, 180, 100, 120));
    assertThat(dark.at(2, 40, 40)).isEqualTo(1.16f * 90, within(1e-3f));
  }

  @Test
  void aPaleFaceKeepsItsColour() {
    Image pale = Pictures.colour(640, 480, 98, 100, 103);
    Tensor tensor = fill("minifasnet-v2", pale, face(250, 180, 100, 120));
    assertThat(tensor.at(0, 40, 40)).isEqualTo(98f, within(1e-3f));
    assertThat(tensor.at(2, 40, 40)).isEqualTo(103f, within(1e-3f));
  }

  @Test
  void whatIsBrightenedIsWhiteAtMostAndBlackStaysBlack() {
    Image lamp = Pictures.colour(640, 480, 0, 0, 0);
    for (int i = 0; i < 3 * 640 * 10; i++) {
      lamp.bgr()[3 * 640 * 240 + i] = (byte) 200;
    }
    Tensor tensor = fill("minifasnet-v2", lamp, face(250, 180, 100, 120));
    assertThat(tensor.max()).isEqualTo(255f);
    assertThat(tensor.at(0, 0, 0)).isZero();
    Image black = Pictures.colour(640, 480, 0, 0, 0);
    assertThat(fill("minifasnet-v2", black, face(250, 180, 100, 120)).max()).isZero();
  }

  @Test
  void yunetKeepsTheShapeAtTheTopLeftAndPadsBlack() {
    Image image = Pictures.colour(640, 480, 10, 100, 250);
    Tensor tensor = fill("yunet-n", image, null);
    assertThat(tensor.at(0, 0, 0)).as("blue").isEqualTo(10f, within(TOLERANCE));
    assertThat(tensor.at(1, 0, 0)).as("green").isEqualTo(100f, within(TOLERANCE));
    assertThat(tensor.at(2, 239, 319))
        .as("red, last row of the picture")
        .isEqualTo(250f, within(TOLERANCE));
    assertThat(tensor.at(2, 240, 0)).as("below it").isZero();
    assertThat(tensor.at(0, 319, 319)).isZero();
  }

  @Test
  void yunetHalvesByTheMeanOfTwoNeighbours() {
    // 2:1 at half-pixel centres: output i is the mean of columns 2i and 2i+1
    Tensor tensor = fill("yunet-n", Pictures.columns(640, 480), null);
    assertThat(tensor.at(0, 10, 3)).isEqualTo(6.5f, within(TOLERANCE));
  }

  @Test
  void aTallPictureIsPaddedOnTheRight() {
    Tensor tensor = fill("yunet-n", Pictures.colour(480, 640, 10, 100, 250), null);
    assertThat(tensor.at(0, 319, 239)).isEqualTo(10f, within(TOLERANCE));
    assertThat(tensor.at(0, 0, 240)).isZero();
  }

  @Test
  void nsfwSeesRedFirstFromNoughtToOneInACentredLetterbox() {
    // 640x480 at 0.35: 224 x 168, 28 black rows above and below
    Tensor tensor = fill("nsfw-mobilenet-v2", Pictures.colour(640, 480, 51, 102, 255), null);
    assertThat(tensor.at(0, 112, 112)).as("red").isEqualTo(1f, within(1e-6f));
    assertThat(tensor.at(1, 112, 112)).as("green").isEqualTo(0.4f, within(1e-6f));
    assertThat(tensor.at(2, 112, 112)).as("blue").isEqualTo(0.2f, within(1e-6f));
    assertThat(tensor.at(0, 27, 112)).isZero();
    assertThat(tensor.at(0, 28, 0)).isEqualTo(1f, within(1e-6f));
    assertThat(tensor.at(0, 195, 223)).isEqualTo(1f, within(1e-6f));
    assertThat(tensor.at(0, 196, 112)).isZero();
  }

  @Test
  void nsfwShrinksByArea() {
    // 448 wide to 224: each output is the mean of its 2x2 block, here columns 2i and 2i+1
    Image image = lit(Pictures.columns(448, 448));
    Tensor tensor = fill("nsfw-mobilenet-v2", image, null);
    assertThat(tensor.at(2, 0, 100)).isEqualTo(200.5f / 255, within(1e-5f));
    // 336 to 224, one and a half pixels each: output 1 covers half of 1 and all of 2
    Tensor broken = fill("nsfw-mobilenet-v2", lit(Pictures.columns(336, 336)), null);
    assertThat(broken.at(2, 0, 1)).isEqualTo((0.5f * 1 + 2) / 1.5f / 255, within(1e-6f));
  }

  /** Green, so that it is not too dark. */
  private static Image lit(Image image) {
    for (int i = 1; i < image.bgr().length; i += 3) {
      image.bgr()[i] = (byte) 200;
    }
    return image;
  }

  @Test
  void nsfwSeesADarkPictureBrightenedWhateverIsBesideItInTheLetterbox() {
    // a luma of 21.85 to one of 60
    Tensor tensor = fill("nsfw-mobilenet-v2", Pictures.colour(640, 480, 10, 20, 30), null);
    assertThat(tensor.at(0, 112, 112)).as("red").isEqualTo(30 * 60 / 21.85f / 255, within(1e-5f));
    assertThat(tensor.at(2, 112, 112)).as("blue").isEqualTo(10 * 60 / 21.85f / 255, within(1e-5f));
    assertThat(tensor.at(0, 27, 112)).isZero();
  }

  @Test
  void mesonetSeesRedFirstFromNoughtToOne() {
    Image image = Pictures.colour(640, 480, 51, 102, 255);
    Tensor tensor = fill("meso4-df", image, Pictures.tilted());
    assertThat(tensor.at(0, 128, 128)).as("red").isEqualTo(1f, within(1e-5f));
    assertThat(tensor.at(1, 128, 128)).as("green").isEqualTo(0.4f, within(1e-5f));
    assertThat(tensor.at(2, 128, 128)).as("blue").isEqualTo(0.2f, within(1e-5f));
  }

  @Test
  void mesonetLooksAtTheTurnedSquare() {
    // a ramp is reproduced exactly by bilinear and area means: value = position of the centre
    Image image = Pictures.ramp(640, 480);
    Tensor tensor = fill("meso4-df", image, Pictures.tilted());
    Region region = CropRule.of(CARDS.get("meso4-df")).region(image, Pictures.tilted());
    for (int[] p : new int[][] {{0, 0}, {0, 255}, {255, 0}, {128, 100}}) {
      double s = (p[1] + 0.5) / 256;
      double t = (p[0] + 0.5) / 256;
      double x = region.x() + s * region.ux() + t * region.vx() - 0.5;
      double y = region.y() + s * region.uy() + t * region.vy() - 0.5;
      assertThat(tensor.at(2, p[0], p[1])).isEqualTo((float) (x / 4 / 255), within(0.5f / 255));
      assertThat(tensor.at(1, p[0], p[1])).isEqualTo((float) (y / 4 / 255), within(0.5f / 255));
    }
  }

  private static Tensor fill(String id, Image image, @org.jspecify.annotations.Nullable Face face) {
    ModelCard card = CARDS.get(id);
    Tensor tensor = new Tensor(card);
    tensor.write(image, CropRule.of(card).region(image, face));
    return tensor;
  }

  private static Face face(float x, float y, float width, float height) {
    return new Face(x, y, width, height, 0.9f, null, 0);
  }
}
