package io.livegate.ingest.attack;

import static io.livegate.ingest.attack.Parameter.number;

import io.livegate.image.Image;
import java.util.List;
import java.util.Random;

/**
 * The clip on a screen before the camera. Its rows and columns of subpixels are drawn as they are
 * and sampled once for each pixel of the camera, so that moiré with its colours comes about as it
 * does in life. On top: the panel's gamma and black level, a lamp's reflection, and the brightness
 * that rolls down the picture when refresh and shutter differ.
 */
final class ReplayAttack extends ClipAttack {

  static final List<Parameter> PARAMETERS =
      List.of(
          number("scale", 0.7, 0.98),
          number("sway", 0.001, 0.015),
          number("tilt", -0.15, 0.15),
          number("turn", -0.25, 0.25),
          number("bezel", 0.02, 0.12),
          number("grid", 0.85, 1.15),
          number("moire", 0.03, 0.16),
          number("gamma", 0.75, 1.35),
          number("black", 4, 30),
          number("blue", 1, 1.2),
          number("glare", 10, 90),
          number("flicker", 0.01, 0.09),
          number("bands", 0.5, 3),
          number("beat", 0.5, 12),
          number("noise", 0.5, 3));

  private final HandMotion hand;
  private final Pose pose;
  private final Wall wall;
  private final Camera camera;
  private final double[] tone = new double[256];
  private final double lampX;
  private final double lampY;
  private final double lampSize;

  ReplayAttack(Scene scene) {
    super(scene, false);
    hand = new HandMotion(scene.number("sway"), scene.random());
    pose = new Pose(0, 0, scene.number("scale"), scene.number("tilt"), scene.number("turn"), 0);
    wall = new Wall(width(), scene.random());
    camera = new Camera(width(), height(), 0);
    double black = scene.number("black");
    for (int i = 0; i < tone.length; i++) {
      tone[i] = black + (255 - black) * StrictMath.pow(i / 255.0, scene.number("gamma"));
    }
    Random random = scene.random(-2);
    lampX = width() * (0.15 + 0.7 * random.nextDouble());
    lampY = height() * (0.05 + 0.4 * random.nextDouble());
    lampSize = width() * (0.05 + 0.1 * random.nextDouble());
  }

  @Override
  public Image frame(int index) {
    Noise noise = new Noise(scene.random(index));
    Image filmed =
        camera.shoot(screen(clip.frame(index)), pose.plus(hand.at(seconds(index))), wall, noise);
    light(filmed, seconds(index), noise);
    return filmed;
  }

  private Surface screen(Image shown) {
    double bezel = scene.number("bezel") * width();
    double grid = 2 * Math.PI * scene.number("grid");
    double moire = scene.number("moire");
    double blue = scene.number("blue");
    return (x, y, bgr) -> {
      if (x < -bezel || y < -bezel || x >= shown.width() + bezel || y >= shown.height() + bezel) {
        return false;
      }
      if (x < 0 || y < 0 || x >= shown.width() || y >= shown.height()) {
        bgr[0] = bgr[1] = bgr[2] = 14;
        return true;
      }
      Pixels.sample(shown, x, y, bgr);
      double rows = 1 + moire / 2 * Math.cos(grid * y);
      for (int c = 0; c < 3; c++) {
        double columns = 1 + moire * Math.cos(grid * x + c * 2 * Math.PI / 3);
        bgr[c] = tone[(int) bgr[c]] * rows * columns;
      }
      bgr[0] *= blue;
      return true;
    };
  }

  /** Reflection and flicker, which lie in the camera's picture, and its noise. */
  private void light(Image filmed, double seconds, Noise noise) {
    double glare = scene.number("glare");
    double sigma = scene.number("noise");
    double wave = 2 * Math.PI * scene.number("bands") / height();
    double phase = 2 * Math.PI * scene.number("beat") * seconds;
    byte[] pixels = filmed.bgr();
    int at = 0;
    for (int y = 0; y < filmed.height(); y++) {
      noise.nextRow();
      double gain = 1 + scene.number("flicker") * Math.sin(wave * y + phase);
      double down = (y - lampY) / lampSize;
      for (int x = 0; x < filmed.width(); x++) {
        double across = (x - lampX) / (2 * lampSize);
        double far = down * down + across * across;
        double lamp = far > 9 ? 0 : glare * Math.exp(-far);
        for (int c = 0; c < 3; c++, at++) {
          pixels[at] = Pixels.clamp((pixels[at] & 255) * gain + lamp + sigma * noise.next());
        }
      }
    }
  }
}
