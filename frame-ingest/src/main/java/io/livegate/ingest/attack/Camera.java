package io.livegate.ingest.attack;

import io.livegate.image.Image;

/** Takes the picture of a surface before a background, with the noise of its sensor. */
final class Camera {

  private final int width;
  private final int height;
  private final double sigma;

  /**
   * @param sigma standard deviation of its noise, of 255
   */
  Camera(int width, int height, double sigma) {
    this.width = width;
    this.height = height;
    this.sigma = sigma;
  }

  /**
   * @param background in picture coordinates; what is nowhere is black
   */
  Image shoot(Surface surface, Pose pose, Surface background, Noise noise) {
    PlaneView view = new PlaneView(width, height, pose);
    byte[] pixels = new byte[width * height * 3];
    double[] point = new double[2];
    double[] bgr = new double[3];
    int at = 0;
    for (int y = 0; y < height; y++) {
      noise.nextRow();
      for (int x = 0; x < width; x++) {
        view.toPlane(x + 0.5, y + 0.5, point);
        if (!surface.colour(point[0], point[1], bgr) && !background.colour(x, y, bgr)) {
          bgr[0] = bgr[1] = bgr[2] = 0;
        }
        for (int c = 0; c < 3; c++) {
          pixels[at++] = Pixels.clamp(sigma == 0 ? bgr[c] : bgr[c] + sigma * noise.next());
        }
      }
    }
    return new Image(width, height, pixels, 1);
  }
}
