package io.livegate.liveness.cue;

import io.livegate.frame.Face;

/**
 * Where a face and its parts are, in the pixels of a {@link io.livegate.image.GreyPatch}.
 *
 * @param x left edge of the box
 * @param y top edge
 * @param width of the box
 * @param height of the box
 * @param marks {@code x0, y0, ...} of both eyes, the nose and the corners of the mouth
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record FaceShape(double x, double y, double width, double height, double[] marks) {

  /** Where an upright face has them, as parts of its box: for finders that do not say. */
  private static final double[] USUAL = {0.3, 0.4, 0.7, 0.4, 0.5, 0.6, 0.35, 0.78, 0.65, 0.78};

  /** Half the width and height of an eye with its lids, in distances between the eyes. */
  private static final double EYE_WIDTH = 0.4;

  private static final double EYE_HEIGHT = 0.27;

  /** The nose from its root to under its tip: radius in face widths, middle in eye distances. */
  private static final double NOSE = 0.2;

  private static final double NOSE_RISE = 0.1;
  private static final double NOSE_NARROWING = 0.8;

  static FaceShape of(Face face, double scale) {
    double[] marks = new double[10];
    float[] found = face.landmarks();
    for (int i = 0; i < marks.length; i++) {
      double usual =
          i % 2 == 0 ? face.x() + USUAL[i] * face.width() : face.y() + USUAL[i] * face.height();
      marks[i] = scale * (found == null ? usual : found[i]);
    }
    return new FaceShape(
        face.x() * scale, face.y() * scale, face.width() * scale, face.height() * scale, marks);
  }

  /** Whether a point lies in the box grown by {@code margin} face widths on each side. */
  boolean holds(double px, double py, double margin) {
    double grown = margin * width;
    return px >= x - grown
        && px <= x + width + grown
        && py >= y - grown
        && py <= y + height + grown;
  }

  /** What a blink or a glance moves, and a pair of holes in a print shows. */
  boolean inEye(double px, double py) {
    double apart = eyeDistance();
    for (int eye = 0; eye < 4; eye += 2) {
      double dx = (px - marks[eye]) / (EYE_WIDTH * apart);
      double dy = (py - marks[eye + 1]) / (EYE_HEIGHT * apart);
      if (dx * dx + dy * dy < 1) {
        return true;
      }
    }
    return false;
  }

  boolean onNose(double px, double py) {
    double dx = px - marks[4];
    double dy = (py - marks[5] + NOSE_RISE * eyeDistance()) * NOSE_NARROWING;
    return Math.hypot(dx, dy) < NOSE * width;
  }

  private double eyeDistance() {
    return Math.max(1, Math.hypot(marks[2] - marks[0], marks[3] - marks[1]));
  }

  /**
   * Moves points as this face would have to move, turn and grow to become another: the
   * least-squares similarity of the marks (Umeyama 1991, in the plane).
   */
  float[] moveTo(FaceShape there, float[] points) {
    double[] from = middle(marks);
    double[] to = middle(there.marks);
    double same = 0;
    double turned = 0;
    double size = 1e-6;
    for (int i = 0; i < marks.length; i += 2) {
      double ax = marks[i] - from[0];
      double ay = marks[i + 1] - from[1];
      double bx = there.marks[i] - to[0];
      double by = there.marks[i + 1] - to[1];
      same += ax * bx + ay * by;
      turned += ax * by - ay * bx;
      size += ax * ax + ay * ay;
    }
    float[] moved = new float[points.length];
    for (int i = 0; i < points.length; i += 2) {
      double dx = points[i] - from[0];
      double dy = points[i + 1] - from[1];
      moved[i] = (float) (to[0] + (same * dx - turned * dy) / size);
      moved[i + 1] = (float) (to[1] + (turned * dx + same * dy) / size);
    }
    return moved;
  }

  private static double[] middle(double[] marks) {
    double x = 0;
    double y = 0;
    for (int i = 0; i < marks.length; i += 2) {
      x += 2 * marks[i] / marks.length;
      y += 2 * marks[i + 1] / marks.length;
    }
    return new double[] {x, y};
  }
}
