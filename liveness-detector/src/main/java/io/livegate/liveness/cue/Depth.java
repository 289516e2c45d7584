package io.livegate.liveness.cue;

/**
 * How much the nose moves against the plane of the rest of the face, of all the face's motion: 0
 * for a picture, whose nose lies in the same plane as its cheeks however it is tilted, towards 1
 * for a head that turns, even slightly. Being a mean over the nose, it sees smaller motions than
 * {@link NonRigid}. A screen that shows a moving person looks alive to it.
 *
 * <p>Plane and parallax: Irani and Anandan, A unified approach to moving object detection in 2D and
 * 3D scenes, PAMI 1998; for faces De Marsico et al., Moving face spoofing detection via 3D
 * projective invariants, ICB 2012.
 */
public final class Depth implements Cue {

  private final MotionWindow window =
      new MotionWindow(MotionSample::nose, MotionSample::telling, MotionSample.NOSE_ERROR);

  @Override
  public Reading observe(CueFrame frame) {
    return window.observe(frame);
  }
}
