package io.livegate.ingest.attack;

import io.livegate.image.Image;

/** A live person in low light: little signal, much noise. */
final class DarkAttack extends ClipAttack {

  DarkAttack(Scene scene) {
    super(scene, false);
  }

  @Override
  public Image frame(int index) {
    return Pixels.expose(
        clip.frame(index),
        scene.number("gain"),
        scene.number("noise"),
        new Noise(scene.random(index)));
  }
}
