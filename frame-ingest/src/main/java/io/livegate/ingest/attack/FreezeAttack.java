package io.livegate.ingest.attack;

import io.livegate.image.Image;

/**
 * The video holds before anybody could have decided on it, while its cadence goes on; a trace of
 * noise, if any, is all that still moves.
 */
final class FreezeAttack extends ClipAttack {

  private final int held;

  FreezeAttack(Scene scene) {
    super(scene, true);
    held =
        (int) Math.min(clip.size() - 1, Math.round(scene.number("lead") * clip.framesPerSecond()));
  }

  /** The first frame that is repeated. */
  int held() {
    return held;
  }

  @Override
  public Image frame(int index) {
    if (index <= held) {
      return clip.frame(index);
    }
    double sigma = scene.number("noise");
    // below half a step noise moves nothing: exactly the same picture, as most tools send it
    return sigma < 0.5
        ? clip.frame(held)
        : Pixels.expose(clip.frame(held), 1, sigma, new Noise(scene.random(index)));
  }
}
