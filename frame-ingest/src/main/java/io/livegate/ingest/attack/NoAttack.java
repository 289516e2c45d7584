package io.livegate.ingest.attack;

import io.livegate.image.Image;

/**
 * The control: the clip itself through all the others go through, the warp, a moving hand, bars at
 * the edges and the encoder. Whoever calls this an attack has learned the tool's traces.
 */
final class NoAttack extends ClipAttack {

  private final HandMotion hand;
  private final Pose pose;
  private final double bars;
  private final Camera camera;

  NoAttack(Scene scene) {
    super(scene, false);
    hand = new HandMotion(scene.number("motion"), scene.random());
    double roll = Math.toRadians(scene.number("turnDegrees"));
    pose = new Pose(0, 0, scene.number("zoom"), 0, 0, roll);
    bars = scene.number("bars") * height();
    camera = new Camera(width(), height(), 0);
  }

  @Override
  public Image frame(int index) {
    Image frame = clip.frame(index);
    Surface picture =
        (x, y, bgr) -> {
          Pixels.sample(frame, x, y, bgr);
          return y >= bars && y < frame.height() - bars;
        };
    return camera.shoot(
        picture, pose.plus(hand.at(seconds(index))), (x, y, bgr) -> false, noise(index));
  }

  private Noise noise(int index) {
    return new Noise(scene.random(index));
  }
}
