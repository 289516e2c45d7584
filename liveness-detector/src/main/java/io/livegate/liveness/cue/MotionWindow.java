package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The samples of the last {@value #MILLIS} ms, and what share of a face's motion something of it
 * has been: as energies, so that the moments of much motion count most.
 */
final class MotionWindow {

  static final long MILLIS = 1500;

  private static final int MIN_SAMPLES = 4;
  private static final int FULL_SAMPLES = 8;

  /** Motion under this many pixels is not told from the tracking's own errors of 0.1 to 0.3. */
  private static final double LEAST_MOTION = 0.35;

  /** Motion of this many pixels gives half the confidence. */
  private static final double HALF_MOTION = 1;

  /**
   * Added to the motion of which a share is taken, pixels. What coding does to a flat face is small
   * beside it, 0.7 at a low bit rate, and large beside the motion of a sheet held still: of that it
   * was half, as much as a person's own.
   */
  private static final double DAMPING = 1.5;

  private final ToDoubleFunction<MotionSample> part;
  private final ToDoubleFunction<MotionSample> whole;
  private final double error;
  private final Deque<MotionSample> samples = new ArrayDeque<>();
  private int track = -1;

  /**
   * @param part of the motion, pixels; NaN where a sample does not have it
   * @param whole motion it is compared with, pixels
   * @param error what tracking alone makes of the part, pixels: taken off
   */
  MotionWindow(
      ToDoubleFunction<MotionSample> part, ToDoubleFunction<MotionSample> whole, double error) {
    this.part = part;
    this.whole = whole;
    this.error = error;
  }

  /** Takes a frame in; the value is 0 for none of the motion, towards 1 for all of much motion. */
  Reading observe(CueFrame frame) {
    Face face = frame.face();
    return observe(frame.motion(), face == null ? track : face.track(), frame.atMillis());
  }

  /**
   * {@link #observe(CueFrame)}.
   *
   * @param track number of the face: what another one did says nothing of it
   */
  Reading observe(@Nullable MotionSample sample, int track, long atMillis) {
    if (track != this.track) {
      samples.clear();
      this.track = track;
    }
    samples.removeIf(old -> old.atMillis() <= atMillis - MILLIS || old.atMillis() > atMillis);
    if (sample == null) {
      return Reading.NONE; // what was measured before does not speak for this frame
    }
    if (!Double.isNaN(part.applyAsDouble(sample))) {
      samples.addLast(sample);
    }
    if (samples.size() < MIN_SAMPLES) {
      return Reading.NONE;
    }
    double parts = mean(part);
    double energy = parts + mean(whole);
    if (energy < LEAST_MOTION * LEAST_MOTION) {
      return Reading.NONE;
    }
    double enough = Math.min(1, (double) samples.size() / FULL_SAMPLES);
    double confidence = enough * energy / (energy + HALF_MOTION * HALF_MOTION);
    double real = Math.max(0, parts - error * error);
    return new Reading(Math.sqrt(real / (energy + DAMPING * DAMPING)), confidence, null);
  }

  private double mean(ToDoubleFunction<MotionSample> length) {
    return samples.stream().mapToDouble(length).map(v -> v * v).average().orElse(0);
  }
}
