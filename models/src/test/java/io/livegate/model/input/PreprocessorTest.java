package io.livegate.model.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelCard.Colour;
import io.livegate.model.ModelCard.ElementType;
import io.livegate.model.ModelCard.Filter;
import io.livegate.model.ModelCard.Fit;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.ModelCard.Layout;
import io.livegate.model.ModelCards;
import io.livegate.model.Region;
import io.livegate.testing.TestImages;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each model's input against values computed by hand. */
class PreprocessorTest {

  private static final ModelCards CARDS = ModelCards.bundled();
  private static final float TOLERANCE = 1e-4f;

  @Test
  void minifasnetSeesBlueFirstAndUnscaled() {
    Image image = colour(640, 480, 10, 100, 250);
    Tensor tensor = fill("minifasnet-v2", image, face(250, 180, 100, 120));
    assertThat(tensor.at(0, 40, 40)).as("blue").isEqualTo(10f, within(TOLERANCE));
    assertThat(tensor.at(1, 40, 40)).as("green").isEqualTo(100f, within(TOLERANCE));
    assertThat(tensor.at(2, 40, 40)).as("red").isEqualTo(250f, within(TOLERANCE));
  }

  @Test
  void minifasnetStretchesItsBoxBilinearlyWithoutReadingBeyondIt() {
    // blue is the column: the crop is columns 0..270 inclusive, output i looks at
    // (i+0.5)*271/80-0.5
    Image image = columns(271, 325);
    Tensor tensor = fill("minifasnet-v2", image, face(0, 0, 100, 120));
    assertThat(tensor.at(0, 0, 0)).isEqualTo((float) (0.5 * 271 / 80 - 0.5), within(1e-3f));
    assertThat(tensor.at(0, 30, 40)).isEqualTo((float) (40.5 * 271 / 80 - 0.5), within(1e-3f));
  }

  @Test
  void aGrownCropRepeatsItsOwnEdgeNotThePicturesNextPixel() {
    // a crop of columns 2..3 (values 2 and 3) grown to 80: its first output is 2, not 1.5
    Image image = columns(8, 8);
    Tensor tensor = new Tensor(CARDS.get("minifasnet-v2"));
    tensor.write(image, Region.upright(2, 2, 2, 2, Border.SHIFT));
    assertThat(tensor.at(0, 0, 0)).isEqualTo(2f, within(TOLERANCE));
    assertThat(tensor.at(0, 0, 79)).isEqualTo(3f, within(TOLERANCE));
    // output 39: 2 + 39.5/40 - 0.5 = 2.4875
    assertThat(tensor.at(0, 0, 39)).isEqualTo(2.4875f, within(TOLERANCE));
  }

  @Test
  void yunetKeepsTheShapeAtTheTopLeftAndPadsBlack() {
    Image image = colour(640, 480, 10, 100, 250);
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
    Tensor tensor = fill("yunet-n", columns(640, 480), null);
    assertThat(tensor.at(0, 10, 3)).isEqualTo(6.5f, within(TOLERANCE));
  }

  @Test
  void aTallPictureIsPaddedOnTheRight() {
    Tensor tensor = fill("yunet-n", colour(480, 640, 10, 100, 250), null);
    assertThat(tensor.at(0, 319, 239)).isEqualTo(10f, within(TOLERANCE));
    assertThat(tensor.at(0, 0, 240)).isZero();
  }

  @Test
  void nsfwSeesRedFirstFromNoughtToOneInACentredLetterbox() {
    // 640x480 at 0.35: 224 x 168, 28 black rows above and below
    Tensor tensor = fill("nsfw-mobilenet-v2", colour(640, 480, 51, 102, 255), null);
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
    Image image = columns(448, 448);
    Tensor tensor = fill("nsfw-mobilenet-v2", image, null);
    assertThat(tensor.at(2, 0, 100)).isEqualTo(200.5f / 255, within(1e-5f));
    // 336 to 224, one and a half pixels each: output 1 covers half of 1 and all of 2
    Tensor broken = fill("nsfw-mobilenet-v2", columns(336, 336), null);
    assertThat(broken.at(2, 0, 1)).isEqualTo((0.5f * 1 + 2) / 1.5f / 255, within(1e-6f));
  }

  @Test
  void mesonetSeesRedFirstFromNoughtToOne() {
    Image image = colour(640, 480, 51, 102, 255);
    Tensor tensor = fill("meso4-df", image, tilted());
    assertThat(tensor.at(0, 128, 128)).as("red").isEqualTo(1f, within(1e-5f));
    assertThat(tensor.at(1, 128, 128)).as("green").isEqualTo(0.4f, within(1e-5f));
    assertThat(tensor.at(2, 128, 128)).as("blue").isEqualTo(0.2f, within(1e-5f));
  }

  @Test
  void mesonetLooksAtTheTurnedSquare() {
    // a ramp is reproduced exactly by bilinear and area means: value = position of the centre
    Image image = ramp(640, 480);
    Tensor tensor = fill("meso4-df", image, tilted());
    Region region = CropRule.of(CARDS.get("meso4-df")).region(image, tilted());
    for (int[] p : new int[][] {{0, 0}, {0, 255}, {255, 0}, {128, 100}}) {
      double s = (p[1] + 0.5) / 256;
      double t = (p[0] + 0.5) / 256;
      double x = region.x() + s * region.ux() + t * region.vx() - 0.5;
      double y = region.y() + s * region.uy() + t * region.vy() - 0.5;
      assertThat(tensor.at(2, p[0], p[1])).isEqualTo((float) (x / 4 / 255), within(0.5f / 255));
      assertThat(tensor.at(1, p[0], p[1])).isEqualTo((float) (y / 4 / 255), within(0.5f / 255));
    }
  }

  @Test
  void mesonetMirrorsWhatLiesOutside() {
    // columns 0..: position -3 is read at 3
    ModelCard card = card(4, 1, Filter.BILINEAR, Fit.STRETCH, 1f, 0f);
    Tensor tensor = new Tensor(card);
    tensor.write(columns(16, 4), Region.upright(-3, 0, 4, 1, Border.REFLECT101));
    assertThat(tensor.row(0, 0)).containsExactly(new float[] {3, 2, 1, 0}, within(TOLERANCE));
    tensor.write(columns(16, 4), Region.upright(14, 0, 4, 1, Border.REFLECT101));
    assertThat(tensor.row(0, 0)).containsExactly(new float[] {14, 15, 14, 13}, within(TOLERANCE));
  }

  @Test
  void aTurnedCropMirrorsWhatLiesOutsideToo() {
    // turned by 90 degrees: along the crop's width y grows; rows -2..1 of a picture of rows
    ModelCard card = card(4, 1, Filter.BILINEAR, Fit.STRETCH, 1f, 0f);
    Tensor tensor = new Tensor(card);
    Region turned = new Region(3, -2, 0, 4, -1, 0, Border.REFLECT101);
    tensor.write(rows(8, 16), turned);
    assertThat(tensor.row(1, 0)).containsExactly(new float[] {2, 1, 0, 1}, within(TOLERANCE));
    tensor.write(rows(8, 16), new Region(3, -2, 0, 4, -1, 0, Border.ZERO));
    assertThat(tensor.row(1, 0)).containsExactly(new float[] {0, 0, 0, 1}, within(TOLERANCE));
  }

  @Test
  void aZeroBorderIsBlackBeforeTheMeanIsTakenOff() {
    ModelCard card = card(4, 1, Filter.BILINEAR, Fit.STRETCH, 0.5f, 8f);
    Tensor tensor = new Tensor(card);
    tensor.write(columns(16, 4), Region.upright(-2, 0, 4, 1, Border.ZERO));
    assertThat(tensor.row(0, 0))
        .containsExactly(new float[] {-4, -4, -4, -3.5f}, within(TOLERANCE));
  }

  @Test
  void aLetterboxIsBlackBeforeTheMeanIsTakenOff() {
    ModelCard card = card(4, 4, Filter.AREA, Fit.LETTERBOX_CENTER, 0.5f, 8f);
    Tensor tensor = new Tensor(card);
    tensor.write(columns(4, 2), Region.upright(0, 0, 4, 2, Border.SHIFT));
    assertThat(tensor.row(0, 0)).containsExactly(new float[] {-4, -4, -4, -4}, within(TOLERANCE));
    assertThat(tensor.row(0, 1))
        .containsExactly(new float[] {-4, -3.5f, -3, -2.5f}, within(TOLERANCE));
    assertThat(tensor.row(0, 3)).containsExactly(new float[] {-4, -4, -4, -4}, within(TOLERANCE));
  }

  @Test
  void alignCornersPutsTheCornerPixelsOnEachOther() {
    // 7 columns to 4: positions 0, 2, 4, 6
    ModelCard card = card(4, 2, Filter.BILINEAR_ALIGN_CORNERS, Fit.STRETCH, 1f, 0f);
    Tensor tensor = new Tensor(card);
    tensor.write(columns(7, 3), Region.upright(0, 0, 7, 3, Border.SHIFT));
    assertThat(tensor.row(0, 0)).containsExactly(new float[] {0, 2, 4, 6}, within(TOLERANCE));
  }

  @Test
  void nothingOfTheLastPictureIsLeftInTheNext() {
    Tensor used = new Tensor(CARDS.get("yunet-n"));
    used.write(TestImages.wall(640, 480, 255), whole(640, 480));
    used.write(TestImages.gradient(100, 300), whole(100, 300));
    Tensor fresh = new Tensor(CARDS.get("yunet-n"));
    fresh.write(TestImages.gradient(100, 300), whole(100, 300));
    assertThat(used.all()).isEqualTo(fresh.all());
  }

  @Test
  void everyCardTakesTheSmallestAndTheOddestPictures() {
    for (ModelCard card : CARDS.all()) {
      for (int[] size : new int[][] {{1, 1}, {1, 500}, {1000, 1}, {3, 2}}) {
        Image image = TestImages.wall(size[0], size[1], 200);
        Tensor tensor = new Tensor(card);
        CropRule rule = CropRule.of(card);
        tensor.write(
            image,
            rule.accepts(tilted()) ? rule.region(image, tilted()) : rule.eye(0, 0, 9, 3, 1.6));
        for (float value : tensor.all()) {
          assertThat(value).isFinite();
        }
      }
    }
  }

  private static Tensor fill(String id, Image image, @org.jspecify.annotations.Nullable Face face) {
    ModelCard card = CARDS.get(id);
    Tensor tensor = new Tensor(card);
    tensor.write(image, CropRule.of(card).region(image, face));
    return tensor;
  }

  private static Region whole(int width, int height) {
    return Region.upright(0, 0, width, height, Border.SHIFT);
  }

  private static Face face(float x, float y, float width, float height) {
    return new Face(x, y, width, height, 0.9f, null, 0);
  }

  private static Face tilted() {
    return new Face(
        250,
        180,
        120,
        150,
        0.9f,
        new float[] {280, 220, 350, 240, 305, 265, 270, 285, 330, 300},
        0);
  }

  /** A card of BGR input that sees the whole picture. */
  private static ModelCard card(
      int width, int height, Filter filter, Fit fit, float scale, float mean) {
    ModelCard base = CARDS.get("yunet-n");
    Input input =
        new Input(
            "input",
            ElementType.FLOAT32,
            Layout.NCHW,
            Colour.BGR,
            width,
            height,
            scale,
            List.of(mean, mean, mean),
            filter,
            fit);
    return new ModelCard(
        "test",
        "1",
        base.task(),
        base.family(),
        base.file(),
        base.sha256(),
        base.licence(),
        base.source(),
        null,
        base.runtime(),
        input,
        base.crop(),
        base.output(),
        List.of());
  }

  private static Image colour(int width, int height, int blue, int green, int red) {
    byte[] bgr = new byte[3 * width * height];
    for (int p = 0; p < bgr.length; p += 3) {
      bgr[p] = (byte) blue;
      bgr[p + 1] = (byte) green;
      bgr[p + 2] = (byte) red;
    }
    return new Image(width, height, bgr, 1);
  }

  /** Blue is the column, modulo 256. */
  private static Image columns(int width, int height) {
    Image image = TestImages.wall(width, height, 0);
    for (int i = 0; i < width * height; i++) {
      image.bgr()[3 * i] = (byte) (i % width);
    }
    return image;
  }

  /** Green is the row. */
  private static Image rows(int width, int height) {
    Image image = TestImages.wall(width, height, 0);
    for (int i = 0; i < width * height; i++) {
      image.bgr()[3 * i + 1] = (byte) (i / width);
    }
    return image;
  }

  /** Blue is a quarter of the column, green of the row, rounded. */
  private static Image ramp(int width, int height) {
    Image image = TestImages.wall(width, height, 0);
    for (int i = 0; i < width * height; i++) {
      image.bgr()[3 * i] = (byte) Math.round(i % width / 4f);
      image.bgr()[3 * i + 1] = (byte) Math.round(i / width / 4f);
    }
    return image;
  }

  private static final class Tensor {
    private final Input input;
    private final Preprocessor preprocessor;
    private final FloatBuffer buffer;

    Tensor(ModelCard card) {
      input = card.input();
      preprocessor = new Preprocessor(card);
      buffer = FloatBuffer.allocate(input.elements());
    }

    void write(Image image, Region region) {
      preprocessor.write(image, region, buffer);
    }

    float at(int plane, int y, int x) {
      return buffer.get((plane * input.height() + y) * input.width() + x);
    }

    float[] row(int plane, int y) {
      float[] row = new float[input.width()];
      buffer.get((plane * input.height() + y) * input.width(), row);
      return row;
    }

    float[] all() {
      return buffer.array().clone();
    }
  }
}
