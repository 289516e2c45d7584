package io.livegate.image;

import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Memory for decoded pictures, used again and again: a megabyte for each frame would be most of
 * what judging allocates. Whoever decodes with a pool gives each picture back when nobody looks at
 * it any more. Thread-safe; holds as many arrays as were ever out at the same time.
 */
public final class PixelPool {

  /** Larger ones, which few senders make, are left to the garbage collector. */
  private static final int LARGEST_BYTES = 8 << 20;

  private final ConcurrentLinkedQueue<byte[]> idle = new ConcurrentLinkedQueue<>();

  /** An array of at least so many bytes, whatever is in it. */
  byte[] take(int bytes) {
    byte[] known = idle.poll();
    return known != null && known.length >= bytes ? known : new byte[bytes];
  }

  /** Takes a picture's memory back; the picture must not be read again. */
  public void giveBack(Image image) {
    if (image.bgr().length <= LARGEST_BYTES) {
      idle.add(image.bgr());
    }
  }
}
