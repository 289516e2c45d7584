package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How often a frame is shown twice while the picture moves: software that makes up a rate repeats
 * single frames again and again, a camera does not. Frames repeated one after the other are a stall
 * of the network or a freeze and are not counted.
 *
 * <p>Value: share of single repeats among the last {@value #MOST} steps from frame to frame, 0..1.
 * A camera slower than the frames are judged at repeats honestly and regularly (a quarter of the
 * steps at 8 frames a second): alone this says nothing.
 */
public final class Repeats implements Cue {

  /** Steps looked back on: two seconds at the gate. */
  static final int MOST = 20;

  /** With fewer steps a share says little. */
  static final int FEWEST = 10;

  /** Frames further apart are not neighbours: a camera may well rest in between. */
  private static final long NEIGHBOURS_MILLIS = 250;

  /** Mean luma difference of thumbnails that coding alone leaves of an equal frame. */
  static final double EQUAL = 0.15;

  /** Both steps beside a repeat are larger by this factor, or nothing moved. */
  static final double MOVES = 5;

  private final Deque<Double> steps = new ArrayDeque<>();
  private @Nullable GreyImage before;
  private long beforeMillis;

  @Override
  public Reading observe(CueFrame frame) {
    return observe(frame.thumbnail(), frame.atMillis());
  }

  Reading observe(GreyImage thumbnail, long atMillis) {
    if (before == null || atMillis - beforeMillis > NEIGHBOURS_MILLIS) {
      steps.clear();
    } else {
      steps.addLast(thumbnail.difference(before));
      if (steps.size() > MOST) {
        steps.removeFirst();
      }
    }
    before = thumbnail;
    beforeMillis = atMillis;
    return steps.size() < FEWEST ? Reading.NONE : Reading.of(share());
  }

  private double share() {
    double[] all = steps.stream().mapToDouble(Double::doubleValue).toArray();
    int repeats = 0;
    for (int i = 1; i < all.length - 1; i++) {
      double beside = Math.min(all[i - 1], all[i + 1]);
      repeats += all[i] <= EQUAL && beside >= MOVES * Math.max(all[i], EQUAL / MOVES) ? 1 : 0;
    }
    return (double) repeats / (all.length - 2);
  }
}
