package io.livegate.ingest.attack;

/**
 * A picture printed on a sheet: a white margin, less contrast and colour than the light it was
 * taken of, the grain of the paper, and the sheet bent about its vertical axis.
 */
final class Paper implements Surface {

  private static final double INK = 22;
  private static final double SATURATION = 0.85;

  private final int width;
  private final int height;
  private final Surface picture;
  private final double margin;
  private final double bend;
  private final double contrast;
  private final double texture;

  Paper(int width, int height, Surface picture, Scene scene) {
    this.width = width;
    this.height = height;
    this.picture = picture;
    margin = scene.number("margin") * width;
    bend = scene.number("bend");
    contrast = scene.number("contrast");
    texture = scene.number("texture");
  }

  @Override
  public boolean colour(double x, double y, double[] bgr) {
    double across = x / width - 0.5;
    double row = y + bend * height * (across * across - 0.1);
    if (x < -margin || row < -margin || x >= width + margin || row >= height + margin) {
      return false;
    }
    if (x < 0 || row < 0 || x >= width || row >= height) {
      bgr[0] = bgr[1] = bgr[2] = 225;
    } else {
      picture.colour(x, row, bgr);
      double grey = (bgr[0] + bgr[1] + bgr[2]) / 3;
      for (int c = 0; c < 3; c++) {
        bgr[c] = INK + contrast * (grey + SATURATION * (bgr[c] - grey));
      }
    }
    double shade = 1 + 2 * bend * across;
    double grain = texture * Noise.at((int) Math.floor(x), (int) Math.floor(row));
    for (int c = 0; c < 3; c++) {
      bgr[c] = bgr[c] * shade + grain;
    }
    return true;
  }
}
