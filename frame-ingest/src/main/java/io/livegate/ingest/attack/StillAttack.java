package io.livegate.ingest.attack;

import io.livegate.image.Image;

/** One frame, moved about and zoomed by software so that it seems alive. */
final class StillAttack extends ClipAttack {

  private static final double ZOOM_SECONDS = 3.5;

  private final HandMotion hand;
  private final Camera camera;
  private final double jitter;
  private final double zoom;

  StillAttack(Scene scene) {
    super(scene, true);
    jitter = scene.number("jitter");
    zoom = scene.number("zoom");
    hand = new HandMotion(jitter, scene.random());
    camera = new Camera(width(), height(), scene.number("noise"));
  }

  @Override
  public Image frame(int index) {
    Image still = clip.frame(scene.moment(scene.number("moment")));
    Pose sway = hand.at(seconds(index));
    double breath = 1 - StrictMath.cos(2 * Math.PI * seconds(index) / ZOOM_SECONDS);
    // enough zoom that the edges, which it has none beyond, stay out of sight
    double scale = 1 + 4 * jitter + zoom * breath / 2;
    return camera.shoot(
        (x, y, bgr) -> {
          Pixels.sample(still, x, y, bgr);
          return true;
        },
        new Pose(sway.x(), sway.y(), scale, 0, 0, sway.roll() / 4),
        (x, y, bgr) -> false,
        new Noise(scene.random(index)));
  }
}
