package io.livegate.ingest.attack;

/**
 * How a plane lies before the camera.
 *
 * @param x shift to the right, in picture widths
 * @param y shift down, in picture widths
 * @param scale 1 fills the picture as the clip does
 * @param tilt about the horizontal axis, radians
 * @param turn about the vertical axis, radians
 * @param roll in the picture's plane, radians
 */
record Pose(double x, double y, double scale, double tilt, double turn, double roll) {

  Pose plus(Pose other) {
    return new Pose(
        x + other.x,
        y + other.y,
        scale * other.scale,
        tilt + other.tilt,
        turn + other.turn,
        roll + other.roll);
  }
}
