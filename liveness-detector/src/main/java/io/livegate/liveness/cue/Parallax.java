package io.livegate.liveness.cue;

/**
 * How far what is around the face moves apart from it, of all the face's motion: 0 where face and
 * surroundings move as one plane, a sheet of paper or a screen in a hand, towards 1 for a head
 * before a room. A picture that ends at the face's edge, and a screen filling the view that shows a
 * person before a room, look alive to it.
 *
 * <p>After Anjos, Chakka and Marcel, Motion-based counter-measures to photo attacks in face
 * recognition, IET Biometrics 2014.
 */
public final class Parallax implements Cue {

  private final MotionWindow window =
      new MotionWindow(
          MotionSample::apart, s -> Math.hypot(s.shift(), s.change()), MotionSample.BEND_ERROR);

  @Override
  public Reading observe(CueFrame frame) {
    return window.observe(frame);
  }
}
