package io.livegate.deepfake;

/**
 * An aligned face taken apart into octaves, once for all cues that compare its inside with its
 * surroundings.
 */
final class FaceTexture {

  static final int SIZE = 256;
  static final FaceZones ZONES = FaceZones.of(SIZE);

  /** Fewer values in a zone say nothing: the face leaves the picture. */
  static final int LEAST = 2_500;

  /** Filters reach this far over the picture's end. */
  private static final int MARGIN = 8;

  final Scratch scratch;
  final AlignedFace face;
  final float[] luma;
  final boolean[] valid;
  final float[] laplacian;

  /** The picture smoothed by 0.8, 1.6 and 3.2 steps. */
  final float[][] smooth = new float[3][];

  /**
   * @param face of {@link #SIZE}
   * @param scratch where its planes lie: they are gone when that is reset
   */
  FaceTexture(AlignedFace face, Scratch scratch) {
    this.face = face;
    this.scratch = scratch;
    luma = scratch.take(face.luma().length);
    valid = scratch.takeFlags(luma.length);
    boolean whole = true;
    for (int i = 0; i < luma.length; i++) {
      valid[i] = !Float.isNaN(face.luma()[i]);
      luma[i] = valid[i] ? face.luma()[i] : 0;
      whole &= valid[i];
    }
    if (!whole) {
      shrink(valid, scratch.takeFlags(valid.length));
    }
    laplacian = Planes.laplacian(luma, SIZE, scratch);
    for (int k = 0; k < smooth.length; k++) {
      smooth[k] = Planes.smooth(luma, SIZE, 0.8 * (1 << k), scratch);
    }
  }

  /** Log variance in a zone, NaN where too little of it lies in the picture. */
  double energy(float[] plane, boolean[] zone) {
    return Math.log(Planes.variance(plane, zone, valid, LEAST) + 1e-3);
  }

  /** Detail between the smoothings {@code k - 1} and {@code k}. */
  float[] octave(int k) {
    return Planes.minus(smooth[k - 1], smooth[k], scratch.take(luma.length));
  }

  /**
   * @param before of the same length, to work in
   */
  private static void shrink(boolean[] valid, boolean[] before) {
    System.arraycopy(valid, 0, before, 0, valid.length);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        if (!before[y * SIZE + x]) {
          for (int j = Math.max(0, y - MARGIN); j <= Math.min(SIZE - 1, y + MARGIN); j++) {
            java.util.Arrays.fill(
                valid,
                j * SIZE + Math.max(0, x - MARGIN),
                j * SIZE + Math.min(SIZE - 1, x + MARGIN) + 1,
                false);
          }
        }
      }
    }
  }
}
