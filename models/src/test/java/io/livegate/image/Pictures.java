package io.livegate.image;

import java.io.ByteArrayOutputStream;

/** Generated pictures and hand-made image files for tests. */
public final class Pictures {

  private Pictures() {}

  /** Four quadrants: red, green / blue, white; smooth enough to survive JPEG. */
  public static Image quadrants(int width, int height) {
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        boolean left = x < width / 2;
        boolean top = y < height / 2;
        bgr[at] = (byte) (top ? 20 : 220);
        bgr[at + 1] = (byte) (left ? 20 : 220);
        bgr[at + 2] = (byte) (top == left ? 220 : 20);
      }
    }
    return new Image(width, height, bgr, 1);
  }

  /** Blue, green, red of a pixel, 0..255. */
  public static int[] pixel(Image image, int x, int y) {
    int at = (y * image.width() + x) * 3;
    return new int[] {
      image.bgr()[at] & 0xFF, image.bgr()[at + 1] & 0xFF, image.bgr()[at + 2] & 0xFF
    };
  }

  /** The JPEG with an APP1 EXIF segment that says only the orientation. */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(exif, 0, exif.length);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
