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
 * @param across pixels of the picture that are bar at its left, and as many at its right
 * @param down pixels that are bar at its top, and as many at its bottom
 */
public record Bars(int across, int down) {

  public static final Bars NONE = new Bars(0, 0);

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

  /**
   * Thinner ones, as a share of the frame's side, are left in: the rim of a screen, more likely.
   * Between the usual shapes (4:3, 3:2, 16:9, on end too) bars have 0.08 and more.
   */
  private static final double THINNEST = 0.07;

  /** Pixels by which the two of a pair differ at most. */
  private static final int UNLIKE = 3;

  /** Of the lines across the darker one of a pair those that begin to be bright at its end. */
  private static final double SOME_ENDING = 0.1;

  /** Pixels within which the end of a bar that stays in place is found. */
  private static final int MOVED = 2;

  /** The most that one may take of the frame's side: wide cinema in an upright frame has 0.38. */
  private static final double THICKEST = 0.4;

  /** Sides shorter than this have none. */
  private static final int SMALLEST = 40;

  /** The bars of a picture, one on each of two sides that face each other, of one thickness. */
  public static Bars of(Image image) {
    int across = pair(image, Side.LEFT, Side.RIGHT);
    int down = pair(image, Side.TOP, Side.BOTTOM);
    return new Bars(across, down);
  }

  /** Whether all that these cover is black in this picture too. */
  boolean cover(Image image) {
    return isBlack(image, Side.LEFT, across)
        && isBlack(image, Side.RIGHT, across)
        && isBlack(image, Side.TOP, down)
        && isBlack(image, Side.BOTTOM, down);
  }

  /** Whether bars of both lie elsewhere: a screen in a hand. */
  boolean moved(Bars before) {
    return moved(across, before.across) || moved(down, before.down);
  }

  private static boolean moved(int now, int before) {
    return now > 0 && before > 0 && Math.abs(now - before) > MOVED;
  }

  /** These, and the other's where these have none. */
  Bars or(Bars other) {
    return new Bars(across > 0 ? across : other.across, down > 0 ? down : other.down);
  }

  /** The picture between them, in memory of the pool. */
  Image trimmed(Image image, PixelPool pool) {
    int width = image.width() - 2 * across;
    int height = image.height() - 2 * down;
    byte[] bgr = pool.take(width * height * 3);
    for (int y = 0; y < height; y++) {
      int from = ((down + y) * image.width() + across) * 3;
      System.arraycopy(image.bgr(), from, bgr, y * width * 3, width * 3);
    }
    return new Image(width, height, bgr, image.sourceScale());
  }

  /** How thick both are; what is dark beside one may hide its line. */
  private static int pair(Image image, Side one, Side other) {
    int depth = depth(image, one);
    int opposite = depth(image, other);
    if (depth > 0 && opposite > 0) {
      return Math.abs(depth - opposite) <= UNLIKE ? Math.min(depth, opposite) : 0;
    }
    return depth > 0 ? endsAt(image, other, depth) : endsAt(image, one, opposite);
  }

  /** The depth, if a bar so deep would be black and some of it ends there; else 0. */
  private static int endsAt(Image image, Side side, int depth) {
    if (depth == 0 || !isBlack(image, side, depth)) {
      return 0;
    }
    int ending = 0;
    for (int line = 0; line < side.lines(image); line++) {
      boolean after = false;
      for (int at = depth; at <= depth + UNLIKE; at++) {
        after |= isBright(image, side, line, at);
      }
      ending += after && !isBright(image, side, line, depth - UNLIKE) ? 1 : 0;
    }
    return ending >= SOME_ENDING * side.lines(image) ? depth : 0;
  }

  private static int depth(Image image, Side side) {
    int lines = side.lines(image);
    if (side.length(image) < SMALLEST) {
      return 0;
    }
    int most = (int) (side.length(image) * THICKEST);
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
