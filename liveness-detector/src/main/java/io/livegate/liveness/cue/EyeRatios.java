package io.livegate.liveness.cue;

/**
 * How far two eyes stand open: height over width of each, the eye aspect ratio of Soukupová and
 * Čech, "Real-time eye blink detection using facial landmarks", CVWW 2016. About 0.3 open, under
 * 0.1 shut; it depends on the person, not on distance.
 *
 * @param left of the eye on the picture's left
 * @param right of the other
 */
record EyeRatios(double left, double right) {

  double mean() {
    return (left + right) / 2;
  }
}
