package io.livegate.deepfake;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import java.util.Random;

/** A made-up face with the detail and noise of a camera, its inside drawn as a test asks. */
final class Portraits {

  static final int SIDE = 320;

  /** How far the inside goes: over the seam, short of the surroundings. */
  private static final double REACH = 1.17;

  private Portraits() {}

  /** What becomes of one colour of one pixel. */
  interface Inside {
    /**
     * @param plane the camera's picture
     * @param at place in it: {@code (y * SIDE + x) * 3 + colour}
     */
    double value(double[] plane, int at);
  }

  static Face face() {
    return new Face(96, 70, 128, 160, 0.93f, landmarks(0), 0);
  }

  static float[] landmarks(float shift) {
    return new float[] {
      133 + shift, 135, 186 + shift, 135, 160 + shift, 165, 138 + shift, 196, 182 + shift, 196
    };
  }

  /** The same detail for every seed, other noise. */
  static Image picture(long seed, double noise, Inside inside) {
    Random detail = new Random(7);
    Random sensor = new Random(seed);
    double[] plane = new double[SIDE * SIDE * 3];
    for (int i = 0; i < plane.length; i += 3) {
      double texture = 18 * detail.nextGaussian();
      plane[i] = 95 + texture;
      plane[i + 1] = 115 + texture;
      plane[i + 2] = 150 + texture;
    }
    plane = blurred(plane);
    for (int i = 0; i < plane.length; i++) {
      plane[i] += noise * sensor.nextGaussian();
    }
    byte[] bgr = new byte[plane.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean in = outOfMiddle(x, y) < REACH;
        for (int k = 0; k < 3; k++) {
          int at = (y * SIDE + x) * 3 + k;
          double value = in ? inside.value(plane, at) : plane[at];
          bgr[at] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
      }
    }
    return new Image(SIDE, SIDE, bgr, 1);
  }

  /** 0 in the middle of the face, 1 on the oval from brow to chin. */
  static double outOfMiddle(int x, int y) {
    return Math.hypot((x - 160) / 58.0, (y - 168) / 72.0);
  }

  /** Mean of the 25 pixels about it. */
  static double smooth(double[] plane, int at) {
    double sum = 0;
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        sum += plane[at + (dy * SIDE + dx) * 3];
      }
    }
    return sum / 25;
  }

  private static double[] blurred(double[] plane) {
    double[] out = plane.clone();
    for (int i = 3 * (SIDE + 1); i < plane.length - 3 * (SIDE + 1); i++) {
      out[i] =
          (4 * plane[i] + plane[i - 3] + plane[i + 3] + plane[i - 3 * SIDE] + plane[i + 3 * SIDE])
              / 8;
    }
    return out;
  }
}
