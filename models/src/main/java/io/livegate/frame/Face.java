package io.livegate.frame;

import org.jspecify.annotations.Nullable;

/**
 * One face in one decoded frame. It never leaves the worker: signals carry sizes and counts, no
 * position and no landmarks.
 *
 * @param x left edge, pixels of the decoded image, may be negative
 * @param y top edge
 * @param width pixels, positive
 * @param height pixels, positive
 * @param score the finder's confidence, 0..1
 * @param landmarks {@code x0,y0..x4,y4} in pixels: eye on the image's left, eye on the image's
 *     right, nose tip, mouth corner on the image's left, on its right; null where the finder gives
 *     none
 * @param track number of the track within its session, from 0; -1 before tracking
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record Face(
    float x,
    float y,
    float width,
    float height,
    float score,
    float @Nullable [] landmarks,
    int track) {

  private static final double TURNED = 0.4;

  public Face withTrack(int number) {
    return new Face(x, y, width, height, score, landmarks, number);
  }

  /** The same face in a picture brought to another size, by these factors across and down. */
  public Face scaled(double across, double down) {
    float[] points = landmarks == null ? null : landmarks.clone();
    for (int i = 0; points != null && i < points.length; i++) {
      points[i] *= (float) (i % 2 == 0 ? across : down);
    }
    return new Face(
        (float) (x * across),
        (float) (y * down),
        (float) (width * across),
        (float) (height * down),
        score,
        points,
        track);
  }

  /**
   * Whether the face is turned so far to one side that the nose stands over an eye or beyond: its
   * tip is more than {@value #TURNED} eye distances off the middle of the eyes. False without
   * landmarks.
   */
  public boolean isTurnedAway() {
    if (landmarks == null) {
      return false;
    }
    double ux = landmarks[2] - landmarks[0];
    double uy = landmarks[3] - landmarks[1];
    double nx = landmarks[4] - (landmarks[0] + landmarks[2]) / 2;
    double ny = landmarks[5] - (landmarks[1] + landmarks[3]) / 2;
    return Math.abs(nx * ux + ny * uy) > TURNED * (ux * ux + uy * uy);
  }

  public float area() {
    return width * height;
  }

  /** Intersection over union with another box, 0..1. */
  public float iou(Face other) {
    float w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    float h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    return w * h / (area() + other.area() - w * h);
  }
}
