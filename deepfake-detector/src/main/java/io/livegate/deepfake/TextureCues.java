package io.livegate.deepfake;

import java.util.Arrays;

/** The cues that compare a face's inside with its surroundings in one frame. */
final class TextureCues {

  /** Share of a zone that counts as flat. */
  private static final double FLAT = 0.4;

  private static final int FEWEST_OF_COLOUR = 200;

  private TextureCues() {}

  static double sharpness(FaceTexture t) {
    return t.energy(t.laplacian, FaceTexture.ZONES.ring())
        - t.energy(t.laplacian, FaceTexture.ZONES.inner());
  }

  static double spectrum(FaceTexture t) {
    float[] fine = t.octave(1);
    float[] coarse = t.octave(2);
    boolean[] ring = FaceTexture.ZONES.ring();
    boolean[] inner = FaceTexture.ZONES.inner();
    return t.energy(fine, ring)
        - t.energy(coarse, ring)
        - (t.energy(fine, inner) - t.energy(coarse, inner));
  }

  static double boundary(FaceTexture t) {
    double sides =
        t.energy(t.laplacian, FaceTexture.ZONES.ring())
            + t.energy(t.laplacian, FaceTexture.ZONES.inner());
    return sides / 2 - t.energy(t.laplacian, FaceTexture.ZONES.band());
  }

  static double noise(FaceTexture t) {
    float[] slope = Planes.slope(t.smooth[1], FaceTexture.SIZE, t.scratch);
    float[] residual = Planes.minus(t.luma, t.smooth[0], t.scratch.take(t.luma.length));
    return Math.log(flatNoise(t, slope, residual, FaceTexture.ZONES.ring()) + 0.02)
        - Math.log(flatNoise(t, slope, residual, FaceTexture.ZONES.inner()) + 0.02);
  }

  private static double flatNoise(FaceTexture t, float[] slope, float[] residual, boolean[] zone) {
    float[] slopes = t.scratch.take(slope.length);
    int count = Planes.pick(slope, zone, t.valid, slopes);
    if (count < FaceTexture.LEAST) {
      return Double.NaN;
    }
    Arrays.sort(slopes, 0, count);
    float limit = slopes[(int) (FLAT * count)];
    double sum = 0;
    int n = 0;
    for (int i = 0; i < slope.length; i++) {
      if (zone[i] && t.valid[i] && slope[i] <= limit) {
        sum += Math.abs(residual[i]);
        n++;
      }
    }
    return sum / n;
  }

  static double colour(FaceTexture t) {
    double[] inside = colour(t, FaceTexture.ZONES.cheeks());
    double[] outside = colour(t, FaceTexture.ZONES.forehead());
    return Math.hypot(inside[0] - outside[0], inside[1] - outside[1]);
  }

  /** Medians of red and blue over luma. */
  private static double[] colour(FaceTexture t, boolean[] zone) {
    double grey = median(t, t.face.luma(), zone) + 1;
    return new double[] {
      median(t, t.face.red(), zone) / grey, median(t, t.face.blue(), zone) / grey
    };
  }

  /** NaN where hardly anything of the zone lies in the picture. */
  private static double median(FaceTexture t, float[] plane, boolean[] zone) {
    float[] values = t.scratch.take(plane.length);
    int count = Planes.pick(plane, zone, t.valid, values);
    Arrays.sort(values, 0, count);
    return count < FEWEST_OF_COLOUR ? Double.NaN : values[count / 2];
  }
}
