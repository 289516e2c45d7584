package io.livegate.ingest.face;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * The colour of a face without its brightness: what a screen in front of it changes.
 *
 * @param red {@code R / (R + G + B)} of the mean of the middle of the face, 0..1
 * @param blue {@code B / (R + G + B)} of the same, 0..1
 */
public record FaceColour(double red, double blue) {

  /** The middle half of the box each way: cheeks, nose and mouth, no hair and no background. */
  private static final double MARGIN = 0.25;

  /** Samples each way; a mean over more pixels is no surer, but dearer. */
  private static final int SAMPLES = 48;

  /** The colour, or null where the middle of the face lies outside the picture or is black. */
  public static @Nullable FaceColour of(Image image, Face face) {
    byte[] bgr = image.bgr();
    long[] sums = new long[3];
    double step = (1 - 2 * MARGIN) / SAMPLES;
    for (int row = 0; row < SAMPLES; row++) {
      int y = (int) Math.floor(face.y() + face.height() * (MARGIN + (row + 0.5) * step));
      for (int column = 0; column < SAMPLES; column++) {
        int x = (int) Math.floor(face.x() + face.width() * (MARGIN + (column + 0.5) * step));
        if (x >= 0 && x < image.width() && y >= 0 && y < image.height()) {
          int at = 3 * (y * image.width() + x);
          for (int channel = 0; channel < 3; channel++) {
            sums[channel] += bgr[at + channel] & 0xff;
          }
        }
      }
    }
    double all = sums[0] + sums[1] + sums[2];
    return all > 0 ? new FaceColour(sums[2] / all, sums[0] / all) : null;
  }
}
