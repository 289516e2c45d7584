package io.livegate.ingest.attack;

import static io.livegate.ingest.attack.Parameter.number;

import io.livegate.image.Image;
import java.util.List;

/** A sheet of paper with one frame of the clip, held before the camera. */
class PrintAttack extends ClipAttack {

  static final List<Parameter> PARAMETERS =
      List.of(
          number("moment", 0, 1),
          number("scale", 0.75, 1.25),
          number("sway", 0.004, 0.03),
          number("tilt", -0.25, 0.25),
          number("turn", -0.3, 0.3),
          number("bend", 0, 0.12),
          number("margin", 0, 0.06),
          number("contrast", 0.65, 0.95),
          number("texture", 1, 7),
          number("noise", 0.5, 3));

  private final HandMotion hand;
  private final Pose pose;
  private final Wall wall;
  private final Camera camera;

  PrintAttack(Scene scene) {
    super(scene, true);
    hand = new HandMotion(scene.number("sway"), scene.random());
    pose = new Pose(0, 0, scene.number("scale"), scene.number("tilt"), scene.number("turn"), 0);
    wall = new Wall(width(), scene.random());
    camera = new Camera(width(), height(), scene.number("noise"));
  }

  @Override
  public final Image frame(int index) {
    Paper paper = new Paper(width(), height(), picture(index), scene);
    Pose held = pose.plus(hand.at(seconds(index)));
    return camera.shoot(paper, held, wall, new Noise(scene.random(index)));
  }

  /** What is to be seen where the print is, at one moment. */
  Surface picture(int index) {
    Image printed = clip.frame(printed());
    return (x, y, bgr) -> {
      Pixels.sample(printed, x, y, bgr);
      return true;
    };
  }

  /** Which of the clip's frames is on the paper. */
  int printed() {
    return scene.moment(scene.number("moment"));
  }
}
