package io.livegate.ingest.attack;

import io.livegate.image.Image;

/**
 * One attack on one clip with its parameters drawn: what the camera behind it would deliver. Frames
 * are a function of their index alone, so they may be asked for in any order. Not thread-safe.
 */
public interface Attack {

  /** Bits a pixel of a frame at which nothing is lost that a detector looks at. */
  double CLEAN_BITS = 0.25;

  /** How many frames it has, at least 1. */
  int frames();

  /**
   * One frame, of the clip's width and height.
   *
   * @param index 0 to {@link #frames} - 1
   */
  Image frame(int index);

  /** When the frame is delivered, ms from the first one; strictly increasing. */
  long millis(int index);

  /** What the encoder may spend, bits a pixel of a frame. */
  default double bitsPerPixel() {
    return CLEAN_BITS;
  }
}
