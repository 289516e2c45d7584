package io.livegate.image;

import org.bytedeco.opencv.global.opencv_core;

/**
 * Loads OpenCV once, set to one thread: left alone, every caller spawns a pool. Whoever calls
 * OpenCV calls {@link #load} first.
 */
public final class OpenCv {

  static {
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Returns when OpenCV is loaded and set up. */
  public static void load() {
    // the static initialiser has run
  }
}
