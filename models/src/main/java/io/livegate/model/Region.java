package io.livegate.model;

import io.livegate.model.ModelCard.Border;

/**
 * A parallelogram of a picture, in pixels with edges on integers: pixel {@code i} covers {@code [i,
 * i+1)}. The point {@code (s, t)} of the crop, both 0..1, is {@code (x + s*ux + t*vx, y + s*uy +
 * t*vy)} of the picture.
 *
 * @param x top left corner of the crop
 * @param y top left corner of the crop
 * @param ux along the crop's width
 * @param uy along the crop's width; 0 when not rotated
 * @param vx along the crop's height; 0 when not rotated
 * @param vy along the crop's height
 * @param border what stands where it leaves the picture; with SHIFT it lies inside and pixels
 *     beyond its own edge are not read either, as if it had been cut out first
 */
public record Region(
    double x, double y, double ux, double uy, double vx, double vy, Border border) {

  /** An upright rectangle. */
  public static Region upright(double x, double y, double width, double height, Border border) {
    return new Region(x, y, width, 0, 0, height, border);
  }

  /**
   * A rectangle around a centre.
   *
   * @param cos of the clockwise angle from the picture's x axis to the crop's
   * @param sin of that angle
   */
  static Region around(
      double cx, double cy, double width, double height, double cos, double sin, Border border) {
    double ux = width * cos;
    double uy = width * sin;
    double vx = 0 - height * sin; // plain 0 for sin 0, not -0
    double vy = height * cos;
    return new Region(cx - (ux + vx) / 2, cy - (uy + vy) / 2, ux, uy, vx, vy, border);
  }

  public boolean isUpright() {
    return uy == 0 && vx == 0;
  }

  public double width() {
    return Math.hypot(ux, uy);
  }

  public double height() {
    return Math.hypot(vx, vy);
  }
}
