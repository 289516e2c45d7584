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
   * @param scratch where its values lie: it is gone when that is reset
   * @throws IllegalArgumentException if it has none
   */
  static AlignedFace of(Image image, Face face, int size, Scratch scratch) {
    float[] points = face.landmarks();
    if (points == null) {
      throw new IllegalArgumentException("a face is aligned by its landmarks, and it has none");
    }
    Similarity toPicture = Similarity.fit(grid(size), points);
    int samples = (int) Math.max(1, Math.min(4, Math.round(toPicture.scale())));
    float[] luma = scratch.take(size * size);
    float[] red = scratch.take(size * size);
    float[] blue = scratch.take(size * size);
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
    byte[] pixels = image.bgr();
    int stride = image.width() * 3;
    double weight = 1.0 / (samples * samples);
    double blue = 0;
    double green = 0;
    double red = 0;
    for (int j = 0; j < samples; j++) {
      for (int i = 0; i < samples; i++) {
        double gx = x + (i + 0.5) / samples;
        double gy = y + (j + 0.5) / samples;
        double px = toPicture.x(gx, gy) - 0.5;
        double py = toPicture.y(gx, gy) - 0.5;
        int x0 = (int) px;
        int y0 = (int) py;
        if (px < 0 || py < 0 || x0 >= image.width() - 1 || y0 >= image.height() - 1) {
          return false;
        }
        double fx = px - x0;
        double fy = py - y0;
        double a = (1 - fx) * (1 - fy) * weight;
        double b = fx * (1 - fy) * weight;
        double c = (1 - fx) * fy * weight;
        double d = fx * fy * weight;
        int p = y0 * stride + x0 * 3;
        int q = p + stride;
        // unrolled: the hottest loop of the lane's cues
        blue +=
            a * (pixels[p] & 0xff)
                + b * (pixels[p + 3] & 0xff)
                + c * (pixels[q] & 0xff)
                + d * (pixels[q + 3] & 0xff);
        green +=
            a * (pixels[p + 1] & 0xff)
                + b * (pixels[p + 4] & 0xff)
                + c * (pixels[q + 1] & 0xff)
                + d * (pixels[q + 4] & 0xff);
        red +=
            a * (pixels[p + 2] & 0xff)
                + b * (pixels[p + 5] & 0xff)
                + c * (pixels[q + 2] & 0xff)
                + d * (pixels[q + 5] & 0xff);
      }
    }
    bgr[0] = blue;
    bgr[1] = green;
    bgr[2] = red;
    return true;
  }
}
