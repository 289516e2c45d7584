package io.livegate.liveness.cue;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.JpegEncoder;
import java.util.List;
import java.util.Random;

/**
 * A drawn face before a drawn wall, filmed at ten frames a second with noise and coded as JPEG: as
 * a sheet in a hand, or as a head.
 */
final class MotionScene {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final double NOISE = 2;
  private static final int QUALITY = 85;

  /** Eyes, nose, corners of the mouth; the face's half width is 1. */
  private static final double[] MARKS = {-0.4, -0.3, 0.4, -0.3, 0, 0.15, -0.3, 0.55, 0.3, 0.55};

  private static final double HALF_WIDTH = 55;
  private static final double HALF_HEIGHT = 70;

  /** How far the nose stands out and how fast the head falls off to its sides, in half widths. */
  private static final double NOSE_DEPTH = 0.35;

  private static final double HEAD_DEPTH = 0.8;
  private static final double DISTANCE = 6;

  private final boolean paper;
  private int mending;
  private final Texture skin = new Texture(1);
  private final Texture wall = new Texture(2);

  /** How the scene moves; all are functions of the seconds. */
  private Motion mouth = t -> 0;

  private Motion eyes = t -> 0;
  private Motion turn = t -> 0;
  private Motion bend = t -> 0;
  private Motion sway = t -> 0;

  interface Motion {
    double at(double seconds);
  }

  private MotionScene(boolean paper) {
    this.paper = paper;
  }

  /** A print in a hand that sways and tilts, as wide as the picture. */
  static MotionScene print() {
    MotionScene scene = new MotionScene(true);
    scene.sway = t -> 8 * Math.sin(1.9 * t);
    scene.turn = t -> 0.3 * Math.sin(1.6 * t + 1);
    return scene;
  }

  /** A head that neither moves nor speaks, before a wall. */
  static MotionScene head() {
    return new MotionScene(false);
  }

  /** Coded as badly as at a low bit rate, and a little better each frame for two seconds. */
  MotionScene mended() {
    mending = 20;
    return this;
  }

  MotionScene speaking() {
    mouth = t -> 0.12 * (1 + Math.sin(9 * t));
    return this;
  }

  MotionScene looking() {
    eyes = t -> 0.08 * Math.signum(Math.sin(5 * t));
    return this;
  }

  MotionScene turning() {
    turn = t -> 0.2 * Math.sin(1.5 * t);
    return this;
  }

  MotionScene swaying() {
    sway = t -> 3 * Math.sin(4 * t);
    return this;
  }

  MotionScene bending() {
    bend = t -> 0.08 + 0.02 * Math.sin(1.1 * t);
    return this;
  }

  /** The frame at a time, with the face where a finder would see it. */
  FrameView frame(long atMillis) {
    double t = atMillis / 1000.0;
    Random noise = new Random(atMillis);
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0, at = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double value = luma(x, y, t) + NOISE * noise.nextGaussian();
        byte grey = (byte) Math.max(0, Math.min(255, Math.round(value)));
        bgr[at++] = grey;
        bgr[at++] = grey;
        bgr[at++] = grey;
      }
    }
    int frame = (int) (atMillis / 100);
    int quality = mending == 0 ? QUALITY : 8 + frame % mending;
    Image image = coded(new Image(WIDTH, HEIGHT, bgr, 1), quality);
    return new FrameView(image, List.of(face(t)), atMillis);
  }

  private static Image coded(Image image, int quality) {
    byte[] jpeg = JpegEncoder.encode(image, quality);
    try {
      return ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), Integer.MAX_VALUE);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where a point of the face, {@code u, v} in half widths, is seen. */
  private double[] seen(double u, double v, double t) {
    double angle = turn.at(t);
    double z = depth(u, v, t);
    double x = u * Math.cos(angle) + z * Math.sin(angle);
    double away = DISTANCE + u * Math.sin(angle) - z * Math.cos(angle);
    double scale = HALF_WIDTH * DISTANCE / away;
    return new double[] {WIDTH / 2.0 + sway.at(t) + scale * x, HEIGHT / 2.0 + scale * v};
  }

  private double depth(double u, double v, double t) {
    if (paper) {
      return bend.at(t) * u * u;
    }
    double nose = Math.hypot(u, 0.8 * (v - 0.1)) / 0.3;
    return NOSE_DEPTH * Math.max(0, 1 - nose) - HEAD_DEPTH * (u * u + 0.5 * v * v) / 2;
  }

  private double luma(int x, int y, double t) {
    double u = (x - WIDTH / 2.0) / HALF_WIDTH;
    double v = (y - HEIGHT / 2.0) / HALF_WIDTH;
    // the point of the face that is seen here, by Newton's method without its derivative
    for (int i = 0; i < 5; i++) {
      double[] there = seen(u, v, t);
      u += (x - there[0]) / HALF_WIDTH;
      v += (y - there[1]) / HALF_WIDTH;
    }
    boolean onFace = Math.hypot(u, v * HALF_WIDTH / HALF_HEIGHT) < 1.1;
    if (onFace) {
      return faceLuma(u, v, t);
    }
    return paper ? wall.luma(40 * u + 150, 40 * v + 90) : wall.luma(x, y);
  }

  private double faceLuma(double u, double v, double t) {
    double mouthOpen = 0.08 + mouth.at(t);
    if (Math.hypot(u / 0.32, (v - 0.55) / mouthOpen) < 1) {
      return 40 + 30 * Math.cos(20 * u);
    }
    for (double side : new double[] {-0.4, 0.4}) {
      if (Math.hypot((u - side) / 0.2, (v + 0.3) / 0.12) < 1) {
        return Math.hypot(u - side - eyes.at(t), v + 0.3) < 0.08 ? 20 : 200;
      }
    }
    // what lies under the mouth goes down with the jaw
    double jaw = v > 0.5 ? mouth.at(t) : 0;
    return skin.luma(40 * u + 100, 40 * (v - jaw) + 100);
  }

  private Face face(double t) {
    float[] marks = new float[10];
    for (int i = 0; i < 10; i += 2) {
      double[] at = seen(MARKS[i], MARKS[i + 1], t);
      marks[i] = (float) at[0];
      marks[i + 1] = (float) at[1];
    }
    double[] middle = seen(0, 0, t);
    return new Face(
        (float) (middle[0] - HALF_WIDTH),
        (float) (middle[1] - HALF_HEIGHT),
        (float) (2 * HALF_WIDTH),
        (float) (2 * HALF_HEIGHT),
        0.9f,
        marks,
        0);
  }

  /** Smooth random blobs: corners of every strength, as skin, hair and a room have. */
  private static final class Texture {

    private static final int SIZE = 64;
    private static final double CELL = 6;
    private final double[] values = new double[SIZE * SIZE];

    Texture(long seed) {
      Random random = new Random(seed);
      for (int i = 0; i < values.length; i++) {
        values[i] = 60 + 130 * random.nextDouble();
      }
    }

    double luma(double x, double y) {
      double gx = x / CELL;
      double gy = y / CELL;
      int x0 = (int) Math.floor(gx);
      int y0 = (int) Math.floor(gy);
      double fx = smooth(gx - x0);
      double fy = smooth(gy - y0);
      double top = value(x0, y0) * (1 - fx) + value(x0 + 1, y0) * fx;
      double bottom = value(x0, y0 + 1) * (1 - fx) + value(x0 + 1, y0 + 1) * fx;
      return top * (1 - fy) + bottom * fy;
    }

    private double value(int x, int y) {
      return values[Math.floorMod(y, SIZE) * SIZE + Math.floorMod(x, SIZE)];
    }

    private static double smooth(double f) {
      return f * f * (3 - 2 * f);
    }
  }
}
