package io.livegate.image;

/**
 * Leaves the black bars of a session's frames out. Bars that were seen are held while they stay
 * black, so that pictures keep their size where a dark scene hides the line at which a bar ends;
 * software does not move them, so where they move they are the dark around a screen in a hand, and
 * stay. Not thread-safe.
 */
public final class ActivePicture {

  /** Frames after which bars are looked for again where something has come into them. */
  private static final int REST = 10;

  private final PixelPool pool;
  private Bars bars = Bars.NONE;
  private int width;
  private int height;
  private int rest;
  private boolean moving;

  /**
   * @param pool to which frames are given back that are not wanted any more
   */
  public ActivePicture(PixelPool pool) {
    this.pool = pool;
  }

  /**
   * The frame without its bars.
   *
   * @param image of the pool; not to be read after this call, unless it is returned
   */
  public Image of(Image image) {
    if (image.width() != width || image.height() != height) {
      width = image.width();
      height = image.height();
      bars = Bars.NONE;
      rest = 0;
      moving = false;
    } else if (!bars.cover(image)) {
      bars = Bars.NONE;
      rest = REST;
    }
    if (rest > 0) {
      rest--;
    } else if (!moving) {
      Bars found = Bars.of(image);
      moving = found.moved(bars);
      bars = moving ? Bars.NONE : bars.or(found);
    }
    if (bars.equals(Bars.NONE)) {
      return image;
    }
    Image trimmed = bars.trimmed(image, pool);
    pool.giveBack(image);
    return trimmed;
  }
}
