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
final class LongCall {

  /** A frame a second, as the plan judges in a call. */
  static final long FRAME_MILLIS = 1_000;

  private static final int LONG_SIDE = 640;
  private static final int QUALITY = 85;
  private static final double WINDOW = 0.9;

  /** Frames until the window is back where it was, across and down. */
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
      frames.add(window(reel.frames().get(place(reel, second)), second));
    }
    return new Reel(reel.name(), frames, FRAME_MILLIS);
  }

  /** Forth and back. */
  private static int place(Reel reel, int second) {
    int last = reel.frames().size() - 1;
    if (last == 0) {
      return 0;
    }
    int at = (int) (second * FRAME_MILLIS / reel.frameMillis() % (2L * last));
    return at <= last ? at : 2 * last - at;
  }

  private static byte[] window(byte[] frame, int second) {
    try {
      ImageHeader header = ImageHeader.parse(frame, ImageLimits.DEFAULT);
      Image whole = ImageDecoder.decode(frame, header, LONG_SIDE);
      int width = (int) (whole.width() * WINDOW);
      int height = (int) (whole.height() * WINDOW);
      int left = offset(whole.width() - width, second / ACROSS);
      int top = offset(whole.height() - height, second / DOWN);
      byte[] bgr = new byte[width * height * 3];
      for (int y = 0; y < height; y++) {
        int from = ((top + y) * whole.width() + left) * 3;
        System.arraycopy(whole.bgr(), from, bgr, y * width * 3, width * 3);
      }
      return JpegEncoder.encode(new Image(width, height, bgr, 1), QUALITY);
    } catch (ImageRejectedException e) {
      throw new IllegalStateException("a frame that was encoded here is no picture", e);
    }
  }

  private static int offset(int most, double turns) {
    return (int) Math.round(most * (1 + Math.sin(2 * Math.PI * turns)) / 2);
  }
}
