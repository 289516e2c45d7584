package io.livegate.ingest.attack;

import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageRejectedException;
import io.livegate.image.JpegEncoder;

/** A live person whose connection collapses: few pixels, coarse blocks, starved encoder. */
final class BitrateAttack extends ClipAttack {

  private final int start;
  private final double shrink;
  private final int quality;

  BitrateAttack(Scene scene) {
    super(scene, false);
    start = scene.moment(scene.number("start"));
    shrink = scene.number("shrink");
    quality = (int) scene.number("quality");
  }

  @Override
  public Image frame(int index) {
    Image frame = clip.frame(index);
    if (index < start) {
      return frame;
    }
    int width = (int) Math.max(16, frame.width() / shrink);
    int height = (int) Math.max(16, frame.height() / shrink);
    return resized(coarse(resized(frame, width, height)), frame.width(), frame.height());
  }

  @Override
  public double bitsPerPixel() {
    return scene.number("bits");
  }

  private Image coarse(Image small) {
    byte[] jpeg = JpegEncoder.encode(small, quality);
    try {
      return ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), Integer.MAX_VALUE);
    } catch (ImageRejectedException e) {
      throw new IllegalStateException("a picture encoded here cannot be decoded", e);
    }
  }

  private static Image resized(Image image, int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    double[] bgr = new double[3];
    double scaleX = (double) image.width() / width;
    double scaleY = (double) image.height() / height;
    for (int i = 0, at = 0; i < width * height; i++) {
      double x = (i % width + 0.5) * scaleX;
      double y = (i / width + 0.5) * scaleY;
      Pixels.sample(image, x, y, bgr);
      for (int c = 0; c < 3; c++) {
        pixels[at++] = Pixels.clamp(bgr[c]);
      }
    }
    return new Image(width, height, pixels, 1);
  }
}
