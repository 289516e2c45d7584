package io.livegate.liveness.cue;

/**
 * How much of the face's motion no plane could make: 0 for a picture that is waved, tilted or
 * zoomed, towards 1 for a face that speaks, turns in depth or changes its expression. The eyes are
 * left out: they live behind the holes of a cut-out print too. A screen that shows a moving person
 * looks alive to it.
 *
 * <p>Points of the face are compared with their best common homography, as in Bao et al., A
 * liveness detection method for face recognition based on optical flow field, IASP 2009.
 */
public final class NonRigid implements Cue {

  private final MotionWindow window =
      new MotionWindow(MotionSample::bend, MotionSample::telling, MotionSample.BEND_ERROR);

  @Override
  public Reading observe(CueFrame frame) {
    return window.observe(frame);
  }
}
