package io.livegate.liveness.cue;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often the picture as sent changed its size in the last {@value #WINDOW_MILLIS} ms: another
 * source was put in. Simulcast, a poor network and a turned telephone change it honestly, so this
 * alone accuses nobody; it says where to look.
 */
public final class SizeChanges implements Cue {

  static final long WINDOW_MILLIS = 10_000;

  /** Reduced decoding rounds: sizes nearer than this many pixels are the same. */
  private static final double ROUNDING = 8;

  private final Deque<Long> changes = new ArrayDeque<>();
  private double width;
  private double height;

  @Override
  public Reading observe(CueFrame frame) {
    double scale = frame.image().sourceScale();
    return observe(frame.image().width() * scale, frame.image().height() * scale, frame.atMillis());
  }

  Reading observe(double width, double height, long atMillis) {
    boolean changed =
        Math.abs(width - this.width) > ROUNDING || Math.abs(height - this.height) > ROUNDING;
    if (changed && this.width > 0) {
      changes.addLast(atMillis);
    }
    this.width = width;
    this.height = height;
    while (!changes.isEmpty() && changes.getFirst() < atMillis - WINDOW_MILLIS) {
      changes.removeFirst();
    }
    return Reading.of(changes.size());
  }
}
