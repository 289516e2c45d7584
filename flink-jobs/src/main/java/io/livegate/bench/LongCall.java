package io.livegate.bench;

import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.image.ImageRejectedException;
import io.livegate.image.JpegEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of minutes from a video of seconds. The video runs forth and back, so that nothing is cut,
 * seen through a window of nine tenths that wanders, so that no picture comes twice within the
 * minute for which loops are looked for.
 */
public final class LongCall {

  /** A frame a second, as the plan judges in a call. */
  static final long FRAME_MILLIS = 1_000;

  private static final int LONG_SIDE = 640;
  private static final int QUALITY = 85;
  private static final double WINDOW = 0.9;

  /** Seconds until the window is back where it was, across and down. */
  private static final double ACROSS = 97;

  private static final double DOWN = 71;

  private LongCall() {}

  /**
   * @param seconds as many frames
   * @throws IllegalStateException if a frame cannot be decoded
   */
  static Reel of(Reel reel, int seconds) {
    List<byte[]> frames = new ArrayList<>(seconds);
    for (int second = 0; second < seconds; second++) {
      frames.add(JpegEncoder.encode(picture(reel, second * FRAME_MILLIS, 0), QUALITY));
    }
    return new Reel(reel.name(), frames, FRAME_MILLIS);
  }

  /**
   * What the call shows at a moment.
   *
   * @param sway share of the window's room in which it sways within seconds, as in a hand, 0 to 1:
   *     without any, ten frames a second about the moment at which the video turns show the same
   *     forth and back, and are a loop
   * @return of even width and height, the same for all moments
   * @throws IllegalStateException if the frame cannot be decoded
   */
  public static Image picture(Reel reel, long atMillis, double sway) {
    byte[] frame = reel.frames().get(place(reel, atMillis));
    try {
      ImageHeader header = ImageHeader.parse(frame, ImageLimits.DEFAULT);
      return window(ImageDecoder.decode(frame, header, LONG_SIDE), atMillis / 1e3, sway);
    } catch (ImageRejectedException e) {
      throw new IllegalStateException("a frame of " + reel.name() + " is no picture", e);
    }
  }

  /** Forth and back. */
  private static int place(Reel reel, long atMillis) {
    int last = reel.frames().size() - 1;
    if (last == 0) {
      return 0;
    }
    int at = (int) (atMillis / reel.frameMillis() % (2L * last));
    return at <= last ? at : 2 * last - at;
  }

  private static Image window(Image whole, double second, double sway) {
    int width = (int) (whole.width() * WINDOW) & ~1;
    int height = (int) (whole.height() * WINDOW) & ~1;
    double across = (1 - sway) * wave(second / ACROSS) + sway * sway(second, 3.7, 2.3);
    double down = (1 - sway) * wave(second / DOWN) + sway * sway(second, 3.1, 1.9);
    int left = offset(whole.width() - width, across);
    int top = offset(whole.height() - height, down);
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      int from = ((top + y) * whole.width() + left) * 3;
      System.arraycopy(whole.bgr(), from, bgr, y * width * 3, width * 3);
    }
    return new Image(width, height, bgr, 1);
  }

  private static double wave(double turns) {
    return Math.sin(2 * Math.PI * turns);
  }

  /** Two waves of that many seconds, which do not come round together for long. */
  private static double sway(double second, double one, double other) {
    return (wave(second / one) + wave(second / other + 0.2)) / 2;
  }

  /**
   * @param place -1 to 1
   */
  private static int offset(int most, double place) {
    return (int) Math.round(most * (1 + place) / 2);
  }
}
