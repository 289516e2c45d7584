package io.livegate.image;

import org.bytedeco.opencv.global.opencv_core;

/** Loads OpenCV once: one thread, so that every slot has its own core. */
final class OpenCv {

  static {
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Returns when OpenCV is loaded and set up. */
  static void load() {
    // the static initialiser has run
  }
}
