package io.livegate.deepfake;

import org.jspecify.annotations.Nullable;

/**
 * How jerkily the landmarks move against each other, whatever the head does: a swap's features are
 * placed anew in every frame (Sun et al., Improving the Efficiency and Robustness of Deepfakes
 * Detection through Precise Geometric Features, 2021). The five landmarks less their best
 * similarity transform onto the frame before, second difference over three frames, natural
 * logarithm of eye distances.
 */
final class LandmarkJitter {

  private static final long MOST_MILLIS = 150;

  private float @Nullable [] before;
  private float @Nullable [] middle;
  private long middleMillis;
  private boolean inRow;

  /** Takes a frame's landmarks in; NaN without two frames right before it. */
  double observe(float[] landmarks, long atMillis) {
    boolean follows = middle != null && atMillis - middleMillis <= MOST_MILLIS;
    double value = Double.NaN;
    if (follows && inRow && before != null && middle != null) {
      double[] earlier = onto(before, middle);
      double[] later = onto(landmarks, middle);
      double sum = 0;
      for (int i = 0; i < earlier.length; i++) {
        double second = earlier[i] - 2 * middle[i] + later[i];
        sum += second * second;
      }
      double eyes = Math.hypot(middle[2] - middle[0], middle[3] - middle[1]);
      value = Math.log(Math.sqrt(sum / (earlier.length / 2.0)) / Math.max(eyes, 1) + 1e-4);
    }
    before = middle;
    middle = landmarks.clone();
    middleMillis = atMillis;
    inRow = follows;
    return value;
  }

  /** The points moved by the similarity transform that brings them nearest to {@code to}. */
  private static double[] onto(float[] points, float[] to) {
    double[] from = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      from[i] = points[i];
    }
    Similarity similarity = Similarity.fit(from, to);
    double[] moved = new double[points.length];
    for (int i = 0; i < points.length; i += 2) {
      moved[i] = similarity.x(from[i], from[i + 1]);
      moved[i + 1] = similarity.y(from[i], from[i + 1]);
    }
    return moved;
  }
}
