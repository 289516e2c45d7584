package io.livegate.model.input;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.testing.TestImages;

/** Pictures whose every pixel is known, and a tilted face. */
final class Pictures {

  private Pictures() {}

  static Face tilted() {
    return new Face(
        250,
        180,
        120,
        150,
        0.9f,
        new float[] {280, 220, 350, 240, 305, 265, 270, 285, 330, 300},
        0);
  }

  static Image colour(int width, int height, int blue, int green, int red) {
    byte[] bgr = new byte[3 * width * height];
    for (int p = 0; p < bgr.length; p += 3) {
      bgr[p] = (byte) blue;
      bgr[p + 1] = (byte) green;
      bgr[p + 2] = (byte) red;
    }
    return new Image(width, height, bgr, 1);
  }

  /** Blue is the column, modulo 256. */
  static Image columns(int width, int height) {
    Image image = TestImages.wall(width, height, 0);
    for (int i = 0; i < width * height; i++) {
      image.bgr()[3 * i] = (byte) (i % width);
    }
    return image;
  }

  /** Green is the row. */
  static Image rows(int width, int height) {
    Image image = TestImages.wall(width, height, 0);
    for (int i = 0; i < width * height; i++) {
      image.bgr()[3 * i + 1] = (byte) (i / width);
    }
    return image;
  }

  /** Blue is a quarter of the column, green of the row, rounded. */
  static Image ramp(int width, int height) {
    Image image = TestImages.wall(width, height, 0);
    for (int i = 0; i < width * height; i++) {
      image.bgr()[3 * i] = (byte) Math.round(i % width / 4f);
      image.bgr()[3 * i + 1] = (byte) Math.round(i / width / 4f);
    }
    return image;
  }
}
