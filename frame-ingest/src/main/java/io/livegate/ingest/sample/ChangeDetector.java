package io.livegate.ingest.sample;

import io.livegate.image.GreyImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much a picture differs from that of a moment before: the scene was cut, the camera turned,
 * something came before it. Not thread-safe.
 *
 * <p>Both pictures are averaged to a coarse grid. Of the cells' changes the median is taken for a
 * change of exposure, and the median of what they differ by from that for the answer (the median
 * absolute deviation): a person who moves, however large, changes less than half of the picture,
 * where a cut changes all of it (after the pair-wise pixel comparison of Zhang, Kankanhalli and
 * Smoliar, Automatic partitioning of full-motion video, 1993, which counts changed pixels).
 */
public final class ChangeDetector {

  private static final long NEAR_MILLIS = 300;
  private static final double CUT_FROM = 12;
  private static final double CUT_FROM_AFAR = 20;

  private static final int COLUMNS = 16;
  private static final int ROWS = 12;

  private float @Nullable [] before;

  /**
   * Compares with the picture before and remembers this one.
   *
   * @return luma steps, 0..255; 0 for the first
   */
  public double difference(GreyImage picture) {
    float[] now = picture.shrunk(COLUMNS, ROWS).luma();
    float[] then = before;
    before = now;
    if (then == null) {
      return 0;
    }
    float[] changes = new float[now.length];
    for (int i = 0; i < now.length; i++) {
      changes[i] = now[i] - then[i];
    }
    float exposure = median(changes);
    for (int i = 0; i < now.length; i++) {
      changes[i] = Math.abs(changes[i] - exposure);
    }
    return median(changes);
  }

  private static float median(float[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /**
   * From which difference on two pictures show different scenes, whatever is habitual: more for
   * those a second apart, in which people move about. See docs/adr/0008-change-driven-sampling.md
   * for how often what differs.
   *
   * @param apartMillis time between the two
   */
  public static double cutFrom(long apartMillis) {
    return Math.abs(apartMillis) <= NEAR_MILLIS ? CUT_FROM : CUT_FROM_AFAR;
  }
}
