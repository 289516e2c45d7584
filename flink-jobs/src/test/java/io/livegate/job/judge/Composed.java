package io.livegate.job.judge;

import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clips put beside and after each other: what a camera sees of several faces. */
public final class Composed {

  private static final int FRAMES_A_SECOND = 10;

  private Composed() {}

  /** Ten frames a second of a clip, from its beginning; more than it has go back and forth. */
  public static List<Image> clip(Path clip, int frames) throws Exception {
    List<Image> images = new ArrayList<>();
    try (FileSource source = new FileSource(clip, FRAMES_A_SECOND)) {
      SourceFrame frame = source.next();
      for (; frame != null && images.size() < frames; frame = source.next()) {
        byte[] bytes = frame.encoded();
        images.add(ImageDecoder.decode(bytes, ImageHeader.parse(bytes), Integer.MAX_VALUE));
      }
    }
    int there = images.size();
    return IntStream.range(0, frames)
        .map(i -> i / there % 2 == 0 ? i % there : there - 1 - i % there)
        .mapToObj(images::get)
        .toList();
  }

  /** Shown smaller or larger; the sides become even. */
  public static List<Image> scaled(List<Image> frames, double scale) {
    return frames.stream().map(frame -> scaled(frame, scale)).toList();
  }

  /** One beside the other, on a grey wall where one is lower. */
  public static List<Image> beside(List<Image> left, List<Image> right) {
    return IntStream.range(0, Math.min(left.size(), right.size()))
        .mapToObj(i -> beside(left.get(i), right.get(i)))
        .toList();
  }

  /** One after the other, in the middle of a picture that is as large as the largest. */
  @SafeVarargs
  public static List<Image> inTurn(List<Image>... parts) {
    List<Image> all = Stream.of(parts).flatMap(List::stream).toList();
    int width = all.stream().mapToInt(Image::width).max().orElseThrow();
    int height = all.stream().mapToInt(Image::height).max().orElseThrow();
    return all.stream()
        .map(
            image ->
                on(
                    width,
                    height,
                    image,
                    (width - image.width()) / 2,
                    (height - image.height()) / 2,
                    null))
        .toList();
  }

  private static Image beside(Image left, Image right) {
    int width = left.width() + right.width();
    int height = Math.max(left.height(), right.height());
    Image half = on(width, height, left, 0, height - left.height(), null);
    return on(width, height, right, left.width(), height - right.height(), half);
  }

  private static Image on(int width, int height, Image image, int x, int y, @Nullable Image under) {
    byte[] bgr = new byte[width * height * 3];
    if (under == null) {
      Arrays.fill(bgr, (byte) 128);
    } else {
      System.arraycopy(under.bgr(), 0, bgr, 0, bgr.length);
    }
    for (int row = 0; row < image.height(); row++) {
      System.arraycopy(
          image.bgr(),
          row * image.width() * 3,
          bgr,
          ((y + row) * width + x) * 3,
          image.width() * 3);
    }
    return new Image(width, height, bgr, 1);
  }

  private static Image scaled(Image image, double scale) {
    int width = (int) (image.width() * scale) & ~1;
    int height = (int) (image.height() * scale) & ~1;
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        mean(image, x / scale, y / scale, 1 / scale, bgr, (y * width + x) * 3);
      }
    }
    return new Image(width, height, bgr, 1);
  }

  /** The mean of a square of the picture, which is a pixel of the smaller one. */
  private static void mean(Image image, double x, double y, double side, byte[] bgr, int at) {
    int right = Math.min(image.width(), Math.max((int) x + 1, (int) Math.round(x + side)));
    int bottom = Math.min(image.height(), Math.max((int) y + 1, (int) Math.round(y + side)));
    for (int channel = 0; channel < 3; channel++) {
      int sum = 0;
      int n = 0;
      for (int row = (int) y; row < bottom; row++) {
        for (int column = (int) x; column < right; column++) {
          sum += image.bgr()[(row * image.width() + column) * 3 + channel] & 0xff;
          n++;
        }
      }
      bgr[at + channel] = (byte) (sum / n);
    }
  }
}
