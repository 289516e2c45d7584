package io.livegate.ingest.attack;

import java.util.Random;

/** The room behind: a wall of one colour, light falling off to one side, coarse plaster. */
final class Wall implements Surface {

  private final double[] colour = new double[3];
  private final double perPixelX;
  private final double perPixelY;

  Wall(int width, Random random) {
    double light = 60 + random.nextDouble() * 120;
    for (int c = 0; c < 3; c++) {
      colour[c] = light * (0.85 + random.nextDouble() * 0.3);
    }
    perPixelX = (random.nextDouble() - 0.5) * 0.7 / width;
    perPixelY = (random.nextDouble() - 0.5) * 0.7 / width;
  }

  @Override
  public boolean colour(double x, double y, double[] bgr) {
    double gain = 1 + perPixelX * x + perPixelY * y;
    double plaster = 2 * Noise.at((int) x / 2, (int) y / 2);
    for (int c = 0; c < 3; c++) {
      bgr[c] = colour[c] * gain + plaster;
    }
    return true;
  }
}
