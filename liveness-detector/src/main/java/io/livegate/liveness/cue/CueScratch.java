package io.livegate.liveness.cue;

/**
 * Arrays that cues need while they look at a frame; the next frame, of whatever session, has them
 * again. Not thread-safe.
 */
public final class CueScratch {

  private final ColourSpectrum colours = new ColourSpectrum();
  private final CameraMotion.Border border = new CameraMotion.Border();

  ColourSpectrum colours() {
    return colours;
  }

  CameraMotion.Border border() {
    return border;
  }
}
