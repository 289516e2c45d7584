package io.livegate.model.input;

import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Colour;
import io.livegate.model.ModelCard.Fit;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.Region;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills a model's input tensor from a region of a picture: resample, brighten and tint, lay in,
 * normalise, straight from the BGR bytes. Keeps its work arrays from call to call, so it is not
 * thread-safe.
 */
public final class Preprocessor {

  /**
   * Of its luma, the mean distance of a pixel's strongest colour from its weakest below which a
   * crop is grey: coded black-and-white video has 0.00, the palest genuine development clip 0.08.
   */
  private static final double GREY = 0.04;

  private final Input input;
  private final Planes planes;
  private final UprightResampler upright = new UprightResampler();
  private final TurnedResampler turned = new TurnedResampler();
  private final float[] row;

  public Preprocessor(ModelCard card) {
    this(card.input());
  }

  public Preprocessor(Input input) {
    this.input = input;
    planes = new Planes(input);
    row = new float[3 * input.width()];
  }

  /** How many tensor pixels one pixel of a region becomes under a letterbox. */
  static double scale(Input input, double width, double height) {
    return Math.min(input.width() / width, input.height() / height);
  }

  /**
   * @param out at least {@code input.elements()} values from index 0; position and limit are left
   *     alone
   */
  public void write(Image image, Region region, FloatBuffer out) {
    int width = input.width();
    int height = input.height();
    int left = 0;
    int top = 0;
    if (input.fit() != Fit.STRETCH) {
      double scale = scale(input, region.width(), region.height());
      width = side(width, region.width() * scale);
      height = side(height, region.height() * scale);
      if (input.fit() == Fit.LETTERBOX_CENTER) {
        left = margin(input.width(), region.width() * scale);
        top = margin(input.height(), region.height() * scale);
      }
    }
    Resampler rows = prepared(image, region, width, height);
    float[] gains = gains(rows, image, width, height);
    for (int y = 0; y < input.height(); y++) {
      if (y < top || y >= top + height) {
        planes.black(out, y);
      } else {
        rows.row(image, y - top, width, row);
        multiply(gains, width);
        planes.row(out, y, row, left, width);
      }
    }
  }

  /**
   * What blue, green and red of a crop are multiplied by where it is too dark or has no colour;
   * null: as it is.
   */
  private float @Nullable [] gains(Resampler rows, Image image, int width, int height) {
    Integer least = input.leastLuma();
    List<Float> grey = input.greyGains();
    if (least == null && grey == null) {
      return null;
    }
    double luma = 0;
    double colour = 0;
    for (int y = 0; y < height; y++) {
      rows.row(image, y, width, row);
      for (int x = 0; x < width; x++) {
        float blue = row[x];
        float green = row[width + x];
        float red = row[2 * width + x];
        luma += 0.114f * blue + 0.587f * green + 0.299f * red;
        colour += Math.max(blue, Math.max(green, red)) - Math.min(blue, Math.min(green, red));
      }
    }
    float gain = 1;
    if (least != null && luma > 0) {
      gain = (float) Math.max(1, least * (double) width * height / luma);
    }
    List<Float> tint = colour < GREY * luma ? grey : null;
    if (gain == 1 && tint == null) {
      return null;
    }
    float[] gains = {gain, gain, gain};
    for (int i = 0; tint != null && i < gains.length; i++) {
      gains[i] *= tint.get(input.colour() == Colour.BGR ? i : 2 - i);
    }
    return gains;
  }

  private void multiply(float @Nullable [] gains, int width) {
    for (int i = 0; gains != null && i < gains.length; i++) {
      for (int x = i * width; x < (i + 1) * width; x++) {
        row[x] = Math.min(255, gains[i] * row[x]);
      }
    }
  }

  /** What a letterbox leaves free before the picture, where it stands in the middle. */
  static int margin(int whole, double wanted) {
    return (whole - side(whole, wanted)) / 2;
  }

  private static int side(int whole, double wanted) {
    return Math.max(1, Math.min(whole, (int) Math.round(wanted)));
  }

  private Resampler prepared(Image image, Region region, int width, int height) {
    if (region.isUpright()) {
      upright.prepare(image, region, input.filter(), width, height);
      return upright;
    }
    turned.prepare(region, input.filter(), width, height);
    return turned;
  }
}
