package io.livegate.deepfake;

import io.livegate.frame.Face;
import io.livegate.image.Image;

/**
 * A face laid onto a fixed grid by its five landmarks, with what surrounds it, so that the same
 * place of the grid is the same place of the face in every frame.
 *
 * <p>The landmarks are brought onto the 112-pixel template of ArcFace (Deng et al., CVPR 2019) by
 * the similarity transform of least squares (Umeyama, PAMI 1991), one and a half times its size in
 * the middle of a grid of 256. Pixels of the picture are averaged when the face is larger than
 * that.
 *
 * @param luma {@code size * size} values 0..255 (Rec. 601), rows top to bottom; NaN where the
 *     picture ends
 * @param red {@code R - luma}, -255..255, at the same places
 * @param blue {@code B - luma}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record AlignedFace(float[] luma, float[] red, float[] blue) {

  private static final double SCALE = 1.5;
  private static final double LEFT = 44;
  private static final double TOP = 26;

  /** Eyes, nose tip, mouth corners on 112 pixels. */
  private static final double[] TEMPLATE = {
    38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041
  };

  /**
   * @param face with landmarks
   * @param size of the grid: 256, or less for a coarser one of the same place
   * @throws IllegalArgumentException if it has none
   */
  static AlignedFace of(Image image, Face face, int size) {
    float[] points = face.landmarks();
    if (points == null) {
      throw new IllegalArgumentException("a face is aligned by its landmarks, and it has none");
    }
    Similarity toPicture = Similarity.fit(grid(size), points);
    int samples = (int) Math.max(1, Math.min(4, Math.round(toPicture.scale())));
    float[] luma = new float[size * size];
    float[] red = new float[size * size];
    float[] blue = new float[size * size];
    double[] bgr = new double[3];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int at = y * size + x;
        if (!sample(image, toPicture, x, y, samples, bgr)) {
          luma[at] = Float.NaN;
          red[at] = Float.NaN;
          blue[at] = Float.NaN;
          continue;
        }
        double grey = 0.114 * bgr[0] + 0.587 * bgr[1] + 0.299 * bgr[2];
        luma[at] = (float) grey;
        red[at] = (float) (bgr[2] - grey);
        blue[at] = (float) (bgr[0] - grey);
      }
    }
    return new AlignedFace(luma, red, blue);
  }

  private static double[] grid(int size) {
    double step = size / 256.0;
    double[] grid = new double[TEMPLATE.length];
    for (int i = 0; i < grid.length; i += 2) {
      grid[i] = (TEMPLATE[i] * SCALE + LEFT) * step;
      grid[i + 1] = (TEMPLATE[i + 1] * SCALE + TOP) * step;
    }
    return grid;
  }

  /** Mean colour of one step of the grid; false where the picture ends. */
  private static boolean sample(
      Image image, Similarity toPicture, int x, int y, int samples, double[] bgr) {
    bgr[0] = 0;
    bgr[1] = 0;
    bgr[2] = 0;
    for (int j = 0; j < samples; j++) {
      for (int i = 0; i < samples; i++) {
        double gx = x + (i + 0.5) / samples;
        double gy = y + (j + 0.5) / samples;
        double px = toPicture.x(gx, gy) - 0.5;
        double py = toPicture.y(gx, gy) - 0.5;
        int x0 = (int) Math.floor(px);
        int y0 = (int) Math.floor(py);
        if (x0 < 0 || y0 < 0 || x0 + 1 >= image.width() || y0 + 1 >= image.height()) {
          return false;
        }
        add(image, x0, y0, px - x0, py - y0, 1.0 / (samples * samples), bgr);
      }
    }
    return true;
  }

  private static void add(
      Image image, int x0, int y0, double fx, double fy, double weight, double[] bgr) {
    byte[] pixels = image.bgr();
    int at = (y0 * image.width() + x0) * 3;
    int below = at + image.width() * 3;
    double a = (1 - fx) * (1 - fy) * weight;
    double b = fx * (1 - fy) * weight;
    double c = (1 - fx) * fy * weight;
    double d = fx * fy * weight;
    for (int k = 0; k < 3; k++) {
      bgr[k] +=
          a * (pixels[at + k] & 0xff)
              + b * (pixels[at + 3 + k] & 0xff)
              + c * (pixels[below + k] & 0xff)
              + d * (pixels[below + 3 + k] & 0xff);
    }
  }
}
