package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bands of brightness that roll over the picture: the refresh of a screen seen through a rolling
 * shutter.
 *
 * <p>From one frame to the next, the logarithm of the change of brightness is taken by rows, as the
 * median over the columns, which leaves out what moves before a background. A wave of half a cycle
 * to four over the height that explains most of the profile is a band; the profile of a movement is
 * no wave.
 *
 * <p>Value: amplitude of the wave in per cent that a third of the last {@value #MOST} steps reach;
 * 0 for steps without one. The wave of a screen that fills only a part of the picture, or moves in
 * the hand, shows in some steps and not in others; genuine clips hardly ever have one. Lamps band
 * too where a camera does not fit the mains, so a band makes nobody an attacker by itself; a screen
 * in step with the camera has none.
 */
public final class Flicker implements Cue {

  /** Steps that are looked back on, at ten frames a second a second and a half. */
  static final int MOST = 15;

  private static final int FEWEST = 8;

  /** Longer steps are no neighbours: people move. */
  private static final long NEIGHBOURS_MILLIS = 250;

  /** Share of the profile's variance that a wave explains. */
  private static final double EXPLAINED = 0.6;

  /** Every so many columns take part: a median needs no more. */
  private static final int COLUMNS = 3;

  /** Luma added to both sides: dark cells have more noise than light. */
  private static final double DARK = 8;

  private final Deque<Double> amplitudes = new ArrayDeque<>();
  private @Nullable GreyImage before;
  private long beforeMillis;

  @Override
  public Reading observe(CueFrame frame) {
    return observe(frame.thumbnail(), frame.atMillis());
  }

  Reading observe(GreyImage now, long atMillis) {
    GreyImage then = before;
    boolean neighbours =
        then != null
            && then.width() == now.width()
            && then.height() == now.height()
            && atMillis - beforeMillis <= NEIGHBOURS_MILLIS;
    if (then != null && neighbours) {
      amplitudes.addLast(wave(profile(then, now)));
      if (amplitudes.size() > MOST) {
        amplitudes.removeFirst();
      }
    } else {
      amplitudes.clear();
    }
    before = now;
    beforeMillis = atMillis;
    if (amplitudes.size() < FEWEST) {
      return Reading.NONE;
    }
    double[] sorted = amplitudes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Reading.of(sorted[sorted.length * 2 / 3]);
  }

  /** Change of brightness by row in per cent, mean taken out. */
  private static double[] profile(GreyImage then, GreyImage now) {
    int width = now.width();
    double[] profile = new double[now.height()];
    double[] row = new double[Math.max(1, width / COLUMNS)];
    for (int y = 0; y < profile.length; y++) {
      for (int x = 0; x < row.length; x++) {
        int i = y * width + x * COLUMNS;
        row[x] = (now.luma()[i] + DARK) / (then.luma()[i] + DARK);
      }
      Arrays.sort(row);
      profile[y] = 100 * Math.log(row[row.length / 2]);
    }
    double mean = Arrays.stream(profile).average().orElse(0);
    for (int y = 0; y < profile.length; y++) {
      profile[y] -= mean;
    }
    return profile;
  }

  /** Amplitude of the strongest wave, 0 if it does not explain the profile. */
  private static double wave(double[] profile) {
    int n = profile.length;
    double all = Arrays.stream(profile).map(v -> v * v).sum();
    double best = 0;
    for (double cycles = 0.5; cycles <= 4; cycles += 0.25) {
      double cosine = 0;
      double sine = 0;
      // a wave by rotating a unit vector row by row: two sines in all
      double stepCosine = Math.cos(2 * Math.PI * cycles / n);
      double stepSine = Math.sin(2 * Math.PI * cycles / n);
      double x = 1;
      double y = 0;
      for (double value : profile) {
        cosine += value * x;
        sine += value * y;
        double turned = x * stepCosine - y * stepSine;
        y = x * stepSine + y * stepCosine;
        x = turned;
      }
      best = Math.max(best, 2 * Math.hypot(cosine, sine) / n);
    }
    return best * best / 2 * n >= EXPLAINED * all ? best : 0;
  }
}
