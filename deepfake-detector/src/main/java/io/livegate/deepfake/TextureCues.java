package io.livegate.deepfake;

import java.util.Arrays;

/** The cues that compare a face's inside with its surroundings in one frame. */
final class TextureCues {

  /** Share of a zone that counts as flat. */
  private static final double FLAT = 0.4;

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
    float[] slope = Planes.slope(t.smooth[1], FaceTexture.SIZE);
    float[] residual = Planes.minus(t.luma, t.smooth[0]);
    return Math.log(flatNoise(t, slope, residual, FaceTexture.ZONES.ring()) + 0.02)
        - Math.log(flatNoise(t, slope, residual, FaceTexture.ZONES.inner()) + 0.02);
  }

  private static double flatNoise(FaceTexture t, float[] slope, float[] residual, boolean[] zone) {
    float[] slopes = Planes.picked(slope, zone, t.valid);
    if (slopes.length < FaceTexture.LEAST) {
      return Double.NaN;
    }
    Arrays.sort(slopes);
    float limit = slopes[(int) (FLAT * slopes.length)];
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
    float[] luma = Planes.picked(t.face.luma(), zone, t.valid);
    if (luma.length < 200) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double grey = median(luma) + 1;
    return new double[] {
      median(Planes.picked(t.face.red(), zone, t.valid)) / grey,
      median(Planes.picked(t.face.blue(), zone, t.valid)) / grey
    };
  }

  private static double median(float[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
