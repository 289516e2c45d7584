package io.livegate.ingest.attack;

/** Something a camera looks at. */
@FunctionalInterface
interface Surface {

  /**
   * The colour at a point.
   *
   * @param x pixels from the left edge of where the clip's picture lies; outside it beyond 0..width
   * @param y pixels from its top edge
   * @param bgr filled with blue, green, red, 0..255
   * @return whether there is anything at this point
   */
  boolean colour(double x, double y, double[] bgr);
}
