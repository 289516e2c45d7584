package io.livegate.job.probe;

import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import java.util.Random;

/** Pictures of a brick wall, 160 by 120, some 5 KB each, with a camera's noise. */
final class Wall {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;
  private static final int BRICK_WIDTH = 32;
  private static final int BRICK_HEIGHT = 12;
  private static final int JPEG_QUALITY = 80;

  private Wall() {}

  /** Another noise for each number. */
  static byte[] jpeg(int number) {
    Random noise = new Random(number);
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      int shift = y / BRICK_HEIGHT % 2 * BRICK_WIDTH / 2;
      for (int x = 0; x < WIDTH; x++) {
        boolean mortar = y % BRICK_HEIGHT < 2 || (x + shift) % BRICK_WIDTH < 2;
        int grain = noise.nextInt(13) - 6;
        int at = (y * WIDTH + x) * 3;
        bgr[at] = (byte) ((mortar ? 170 : 60) + grain);
        bgr[at + 1] = (byte) ((mortar ? 175 : 75) + grain);
        bgr[at + 2] = (byte) ((mortar ? 180 : 150) + grain);
      }
    }
    return JpegEncoder.encode(new Image(WIDTH, HEIGHT, bgr, 1), JPEG_QUALITY);
  }
}
