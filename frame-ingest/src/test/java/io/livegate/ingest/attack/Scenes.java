package io.livegate.ingest.attack;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.testing.TestImages;
import java.util.List;
import java.util.stream.IntStream;

/** Generated clips, and figures about pictures. */
final class Scenes {

  static final int WIDTH = 160;
  static final int HEIGHT = 120;
  static final double FRAMES_PER_SECOND = 15;
  static final int FRAMES = 45;

  /** Eyes a third of the picture apart, in its upper half. */
  static final Face FACE =
      new Face(40, 20, 80, 80, 0.9f, new float[] {55, 45, 105, 45, 80, 65, 60, 85, 100, 85}, -1);

  private Scenes() {}

  /** 3 s in which a ball moves before a textured wall. */
  static Clip moving() {
    return clip(
        IntStream.range(0, FRAMES)
            .mapToObj(
                i -> TestImages.scene(WIDTH, HEIGHT, Math.round(i * 1000 / FRAMES_PER_SECOND)))
            .toList());
  }

  /** A clip of one colour each frame, lighter by 2 with each. */
  static Clip brightening() {
    return clip(
        IntStream.range(0, FRAMES)
            .mapToObj(i -> TestImages.wall(WIDTH, HEIGHT, 100 + 2 * i))
            .toList());
  }

  private static Clip clip(List<Image> pictures) {
    return Clip.of(
        pictures.stream().map(picture -> JpegEncoder.encode(picture, 95)).toList(),
        FRAMES_PER_SECOND);
  }

  static Attack attack(AttackKind kind, Clip clip, Side side, long seed) {
    Parameters drawn = AttackPack.draw(kind, side, seed);
    return kind.attack(new Scene(clip, drawn, seed, image -> List.of(FACE)));
  }

  static double luma(Image image) {
    return luma(image, 0, 0, image.width(), image.height());
  }

  /** Mean of the three channels within a box, 0..255. */
  static double luma(Image image, int left, int top, int right, int bottom) {
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int i = (y * image.width() + left) * 3; i < (y * image.width() + right) * 3; i++) {
        sum += image.bgr()[i] & 255;
      }
    }
    return sum / (3.0 * (right - left) * (bottom - top));
  }

  /** Mean squared difference of bytes. */
  static double difference(Image a, Image b) {
    double sum = 0;
    for (int i = 0; i < a.bgr().length; i++) {
      double d = (a.bgr()[i] & 255) - (b.bgr()[i] & 255);
      sum += d * d;
    }
    return sum / a.bgr().length;
  }

  /** Peak signal to noise ratio, decibels. */
  static double psnr(Image a, Image b) {
    return 10 * Math.log10(255 * 255 / Math.max(1e-9, difference(a, b)));
  }
}
