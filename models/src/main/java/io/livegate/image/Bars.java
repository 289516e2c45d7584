package io.livegate.image;

import java.util.Arrays;

/**
 * The black bars that software adds to a picture of another shape than the frame: letterbox,
 * pillarbox. To the models they look like the rim of a screen, and they make a picture dark.
 *
 * <p>A bar is black throughout and ends in one straight line along the frame's side, to within
 * {@value #STRAIGHT} pixels: nothing held before a camera does. What is dark at the rim of a room,
 * or around a screen, has no such line and stays.
 *
 * @param left pixels of the picture that are bar
 * @param top likewise
 * @param right likewise
 * @param bottom likewise
 */
public record Bars(int left, int top, int right, int bottom) {

  public static final Bars NONE = new Bars(0, 0, 0, 0);

  /** The brightest channel of a bar, what coding adds beside a bright edge included ... */
  private static final int BLACK = 48;

  /** ... and on average: a room that grows dark towards its rim is brighter. */
  private static final int BLACK_ON_AVERAGE = 16;

  /** Pixels within which a bar's end lies: that of a screen that leans by two degrees does not. */
  private static final int STRAIGHT = 3;

  /** Of the lines across a bar those that begin to be bright at its end. */
  private static final double ENDING = 0.7;

  /** ... and those that do so before, by mistakes of the coding. */
  private static final double INSIDE = 0.05;

  /** Pixels before its end over which coding may brighten a bar: a block of JPEG or H.264. */
  private static final int BLOCK = 8;

  /** Of the lines across the picture those that must not be black all along. */
  private static final double SEEN = 0.25;

  /** Thinner bars, as a share of the frame's side, are left in. */
  private static final double THINNEST = 0.02;

  /** Half the length of a side in which none is looked for. */
  private static final int SMALLEST = 16;

  /** The bars of a picture; a side of 0 has none. */
  public static Bars of(Image image) {
    int left = depth(image, Side.LEFT);
    int top = depth(image, Side.TOP);
    int right = depth(image, Side.RIGHT);
    int bottom = depth(image, Side.BOTTOM);
    // Bars come in pairs; what is dark beside one hides its line.
    return new Bars(
        left == 0 && isBlack(image, Side.LEFT, right) ? right : left,
        top == 0 && isBlack(image, Side.TOP, bottom) ? bottom : top,
        right == 0 && isBlack(image, Side.RIGHT, left) ? left : right,
        bottom == 0 && isBlack(image, Side.BOTTOM, top) ? top : bottom);
  }

  /** Whether all that these cover is black in this picture too. */
  boolean cover(Image image) {
    return isBlack(image, Side.LEFT, left)
        && isBlack(image, Side.TOP, top)
        && isBlack(image, Side.RIGHT, right)
        && isBlack(image, Side.BOTTOM, bottom);
  }

  /** On each side the thicker one. */
  Bars or(Bars other) {
    return new Bars(
        Math.max(left, other.left),
        Math.max(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** The picture between them, in memory of the pool. */
  Image trimmed(Image image, PixelPool pool) {
    int width = image.width() - left - right;
    int height = image.height() - top - bottom;
    byte[] bgr = pool.take(width * height * 3);
    for (int y = 0; y < height; y++) {
      int from = ((top + y) * image.width() + left) * 3;
      System.arraycopy(image.bgr(), from, bgr, y * width * 3, width * 3);
    }
    return new Image(width, height, bgr, image.sourceScale());
  }

  private static int depth(Image image, Side side) {
    int lines = side.lines(image);
    int most = side.length(image) / 2 - 1;
    if (most < SMALLEST) {
      return 0;
    }
    int thinnest = (int) Math.ceil(side.length(image) * THINNEST);
    int[] ends = new int[most + 1];
    int seen = 0;
    int early = 0;
    for (int line = 0; line < lines; line++) {
      int end = 0;
      while (end < most && !isBright(image, side, line, end)) {
        end++;
      }
      ends[end]++;
      seen += end < most ? 1 : 0;
      early += end < thinnest - BLOCK || end == 0 ? 1 : 0;
      if (early > lines * INSIDE + 1) {
        return 0;
      }
    }
    if (seen < lines * SEEN) {
      return 0;
    }
    int before = 0;
    int within = Arrays.stream(ends, 0, Math.min(STRAIGHT, most)).sum();
    int best = 0;
    int bestWithin = -1;
    for (int end = 0; end + STRAIGHT <= most; end++) {
      if (within > bestWithin) {
        best = end;
        bestWithin = within;
      }
      within += ends[end + STRAIGHT] - ends[end];
    }
    for (int end = 0; end < best - BLOCK; end++) {
      before += ends[end];
    }
    boolean straight = bestWithin >= ENDING * seen && before <= INSIDE * seen;
    return straight && best >= thinnest && isBlack(image, side, best) ? best + STRAIGHT / 2 : 0;
  }

  /** Whether a bar of that depth would be black, but for what coding adds at its end. */
  private static boolean isBlack(Image image, Side side, int depth) {
    int bright = 0;
    int asked = 0;
    long sum = 0;
    for (int line = 0; line < side.lines(image); line += 4) {
      for (int at = 0; at < depth - BLOCK; at += 2) {
        int value = brightest(image, side, line, at);
        bright += value > BLACK ? 1 : 0;
        sum += value;
        asked++;
      }
    }
    return bright <= asked * INSIDE / 2 && sum <= (long) asked * BLACK_ON_AVERAGE;
  }

  private static boolean isBright(Image image, Side side, int line, int at) {
    return brightest(image, side, line, at) > BLACK;
  }

  private static int brightest(Image image, Side side, int line, int at) {
    int i = side.pixel(image, line, at) * 3;
    byte[] bgr = image.bgr();
    return Math.max(bgr[i] & 0xff, Math.max(bgr[i + 1] & 0xff, bgr[i + 2] & 0xff));
  }

  /** A side of the frame, and the lines of pixels that run from it into the picture. */
  private enum Side {
    LEFT,
    TOP,
    RIGHT,
    BOTTOM;

    private boolean isUpright() {
      return this == LEFT || this == RIGHT;
    }

    int lines(Image image) {
      return isUpright() ? image.height() : image.width();
    }

    int length(Image image) {
      return isUpright() ? image.width() : image.height();
    }

    int pixel(Image image, int line, int at) {
      return switch (this) {
        case LEFT -> line * image.width() + at;
        case RIGHT -> line * image.width() + image.width() - 1 - at;
        case TOP -> at * image.width() + line;
        case BOTTOM -> (image.height() - 1 - at) * image.width() + line;
      };
    }
  }
}
