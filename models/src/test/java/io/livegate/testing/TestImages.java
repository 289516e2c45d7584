package io.livegate.testing;

import io.livegate.image.Image;
import java.util.Arrays;
import java.util.Random;

/** Generated pictures: the same arguments give the same bytes everywhere. */
public final class TestImages {

  private TestImages() {}

  /** One grey from edge to edge: a covered lens at 0, a wall above. */
  public static Image wall(int width, int height, int grey) {
    byte[] bgr = new byte[width * height * 3];
    Arrays.fill(bgr, (byte) grey);
    return new Image(width, height, bgr, 1);
  }

  /** Blue grows to the right, green downwards, red falls to the right; all differ everywhere. */
  public static Image gradient(int width, int height) {
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0, p = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        bgr[p++] = (byte) (255 * x / Math.max(1, width - 1));
        bgr[p++] = (byte) (255 * y / Math.max(1, height - 1));
        bgr[p++] = (byte) (255 - 255 * x / Math.max(1, width - 1));
      }
    }
    return new Image(width, height, bgr, 1);
  }

  /** Independent random bytes. */
  public static Image noise(int width, int height, long seed) {
    byte[] bgr = new byte[width * height * 3];
    new Random(seed).nextBytes(bgr);
    return new Image(width, height, bgr, 1);
  }

  /**
   * A drawn scene that moves: a textured background and a lit, shaded ball that circles it once in
   * 4 s, with camera-like noise that differs from frame to frame.
   */
  public static Image scene(int width, int height, long atMillis) {
    byte[] bgr = new byte[width * height * 3];
    Random noise = new Random(atMillis);
    double turn = 2 * Math.PI * atMillis / 4000.0;
    double cx = width * (0.5 + 0.2 * Math.cos(turn));
    double cy = height * (0.5 + 0.2 * Math.sin(turn));
    double radius = Math.max(1, Math.min(width, height) * 0.2);
    for (int y = 0, p = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double texture = 110 + 30 * Math.sin(x * 0.13) + 25 * Math.cos(y * 0.09 + x * 0.02);
        double d = Math.hypot(x - cx, y - cy) / radius;
        double light = d < 1 ? 90 + 150 * Math.sqrt(1 - d * d) : texture;
        for (int c = 0; c < 3; c++) {
          double v = light * (d < 1 ? 0.75 + 0.12 * c : 0.95 + 0.03 * c) + noise.nextInt(7) - 3;
          bgr[p++] = (byte) Math.max(0, Math.min(255, Math.round(v)));
        }
      }
    }
    return new Image(width, height, bgr, 1);
  }
}
