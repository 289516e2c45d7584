package io.livegate.ingest.attack;

import io.livegate.image.Image;

/** Nothing to see: a lid, or a finger through which some red light comes. */
final class BlackAttack extends ClipAttack {

  private final boolean finger;
  private final double level;

  BlackAttack(Scene scene) {
    super(scene, true);
    finger = scene.choice("cover").equals("finger");
    level = scene.number("level");
  }

  @Override
  public Image frame(int index) {
    Surface cover =
        (x, y, bgr) -> {
          double fall = 1 - 0.4 * y / height();
          bgr[0] = level * (finger ? 0.3 : 1) * fall;
          bgr[1] = level * (finger ? 0.4 : 1) * fall;
          bgr[2] = level * (finger ? 2.5 : 1) * fall;
          return true;
        };
    Camera camera = new Camera(width(), height(), scene.number("noise"));
    Pose pose = new Pose(0, 0, 1, 0, 0, 0);
    return camera.shoot(cover, pose, cover, new Noise(scene.random(index)));
  }
}
