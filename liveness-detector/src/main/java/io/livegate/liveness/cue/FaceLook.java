package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.Image;

/** One look at what the finder took for a face, through one or more models. */
interface FaceLook {

  /** Whether enough of the face and of what is round it lies in the picture. */
  boolean sees(Image image, Face face);

  /**
   * How surely it is a human one, 0..1.
   *
   * @param face one that it {@link #sees}
   * @param sharpness of the face, as {@link io.livegate.detector.FrameView#sharpness}
   */
  double human(Image image, Face face, double sharpness);
}
