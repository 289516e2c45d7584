package io.livegate.model.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands where a crop or a letterbox leaves the picture, and pictures of odd sizes. */
class BordersTest {

  private static final ModelCards CARDS = ModelCards.bundled();
  private static final float TOLERANCE = 1e-4f;

  @Test
  void anUprightCropMirrorsWhatLiesOutside() {
    // columns 0..: position -3 is read at 3
    ModelCard card = card(4, 1, Filter.BILINEAR, Fit.STRETCH, 1f, 0f);
    Tensor tensor = new Tensor(card);
    tensor.write(Pictures.columns(16, 4), Region.upright(-3, 0, 4, 1, Border.REFLECT101));
    assertThat(tensor.row(0, 0)).containsExactly(new float[] {3, 2, 1, 0}, within(TOLERANCE));
    tensor.write(Pictures.columns(16, 4), Region.upright(14, 0, 4, 1, Border.REFLECT101));
    assertThat(tensor.row(0, 0)).containsExactly(new float[] {14, 15, 14, 13}, within(TOLERANCE));
  }

  @Test
  void aTurnedCropMirrorsWhatLiesOutsideToo() {
    // turned by 90 degrees: along the crop's width y grows; rows -2..1 of a picture of rows
    ModelCard card = card(4, 1, Filter.BILINEAR, Fit.STRETCH, 1f, 0f);
    Tensor tensor = new Tensor(card);
    Region turned = new Region(3, -2, 0, 4, -1, 0, Border.REFLECT101);
    tensor.write(Pictures.rows(8, 16), turned);
    assertThat(tensor.row(1, 0)).containsExactly(new float[] {2, 1, 0, 1}, within(TOLERANCE));
    tensor.write(Pictures.rows(8, 16), new Region(3, -2, 0, 4, -1, 0, Border.ZERO));
    assertThat(tensor.row(1, 0)).containsExactly(new float[] {0, 0, 0, 1}, within(TOLERANCE));
  }

  @Test
  void aZeroBorderIsBlackBeforeTheMeanIsTakenOff() {
    ModelCard card = card(4, 1, Filter.BILINEAR, Fit.STRETCH, 0.5f, 8f);
    Tensor tensor = new Tensor(card);
    tensor.write(Pictures.columns(16, 4), Region.upright(-2, 0, 4, 1, Border.ZERO));
    assertThat(tensor.row(0, 0))
        .containsExactly(new float[] {-4, -4, -4, -3.5f}, within(TOLERANCE));
  }

  @Test
  void aLetterboxIsBlackBeforeTheMeanIsTakenOff() {
    ModelCard card = card(4, 4, Filter.AREA, Fit.LETTERBOX_CENTER, 0.5f, 8f);
    Tensor tensor = new Tensor(card);
    tensor.write(Pictures.columns(4, 2), Region.upright(0, 0, 4, 2, Border.SHIFT));
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
    tensor.write(Pictures.columns(7, 3), Region.upright(0, 0, 7, 3, Border.SHIFT));
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
            rule.accepts(Pictures.tilted())
                ? rule.region(image, Pictures.tilted())
                : rule.eye(0, 0, 9, 3, 1.6));
        for (float value : tensor.all()) {
          assertThat(value).isFinite();
        }
      }
    }
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
            fit,
            null,
            null);
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
        base.engine(),
        input,
        base.crop(),
        base.output(),
        List.of(),
        null,
        null);
  }

  private static Region whole(int width, int height) {
    return Region.upright(0, 0, width, height, Border.SHIFT);
  }
}
