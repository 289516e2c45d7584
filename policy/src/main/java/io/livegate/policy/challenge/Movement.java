package io.livegate.policy.challenge;

import io.livegate.signal.LaneSignal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A movement out of a neutral pose and, where asked, back. It starts in the neutral pose, leaves it
 * no sooner than a person can react, reaches the goal in several frames, and is back in several:
 * neither a single frame nor a pose that was there before answers.
 *
 * @param unit of the measure for one step of a fingerprint
 * @param scale what the value is compared with to give the measure
 * @param neutral at most this far from the scale's calm is the neutral pose
 * @param goal the least that is asked for
 * @param wrong as far as this on the other side is the wrong direction; infinite for none
 * @param goalFrames frames in a row that must reach the goal
 * @param back whether the person must come back
 * @param largestStep more than this between neighbouring frames is no movement but a cut
 * @param awayPatience for how long the measure may be missing on the way, milliseconds
 */
record Movement(
    ToDoubleFunction<Sample> of,
    double unit,
    Scale scale,
    double neutral,
    double goal,
    double wrong,
    int goalFrames,
    boolean back,
    double largestStep,
    int awayPatience)
    implements Check {

  /** Nobody reacts to a picture within this: simple visual reactions take 200 ms and more. */
  static final int REACTION = 300;

  /** What a value is compared with. */
  enum Scale {
    /** With nothing: calm is 0. */
    ABSOLUTE(0),
    /** The difference from its mean at the start, where people differ: calm is 0. */
    FROM_START(0),
    /** The value over its mean at the start: calm is 1. */
    OVER_START(1);

    private final double calm;

    Scale(double calm) {
      this.calm = calm;
    }
  }

  /** A face turned further aside is no measure of how it looks up and down. */
  private static final double FRONTAL = 30;

  private static final int NEUTRAL_FRAMES = 2;
  private static final int WRONG_FRAMES = 2;
  private static final int BACK_FRAMES = 3;
  private static final int PATIENCE = 600;

  /** Frames no further apart than this are neighbours, milliseconds. */
  private static final int NEIGHBOURS = 250;

  /** A face does not grow or shrink by more than this from one frame to the next. */
  private static final double LARGEST_GROWTH = 1.5;

  private static final byte READY = 0;
  private static final byte AWAY = 1;

  // Places in the evidence's memory.
  private static final int START_SUM = 0;
  private static final int START_FRAMES = 1;
  private static final int FURTHEST = 2;
  private static final int OPPOSITE = 3;
  private static final int LAST = 4;
  private static final int LAST_SHARE = 5;
  private static final int LEFT_AT = 6;
  private static final int REACHED_AT = 7;

  /**
   * @param sign 1 when the face has to turn towards the picture's right edge, -1 for its left
   */
  static Movement turn(int sign) {
    // 35 degrees of profile break a swap, 20 are a glance aside; heads turn at up to 500 degrees/s.
    return new Movement(s -> sign * s.yaw(), 1, Scale.ABSOLUTE, 20, 35, 25, 2, true, 60, 1_000);
  }

  static Movement hand() {
    return new Movement(
        Sample::covered,
        0.01,
        Scale.ABSOLUTE,
        0.25,
        0.5,
        Double.POSITIVE_INFINITY,
        2,
        true,
        2,
        1_500);
  }

  static Movement closer() {
    return new Movement(
        Movement::size,
        0.01,
        Scale.OVER_START,
        0.15,
        1.4,
        Double.POSITIVE_INFINITY,
        5,
        false,
        1,
        600);
  }

  /**
   * From the start, for cameras stand high and low. Whoever talks nods: by 11 degrees at most in
   * three frames in a row, as the five landmarks measure it, on 43 development clips; a head that
   * is bowed to the chest gives 18 to 28.
   */
  static Movement lookDown() {
    return new Movement(Movement::down, 1, Scale.FROM_START, 8, 15, 15, 3, true, 40, 1_000);
  }

  private static double down(Sample sample) {
    return Math.abs(sample.yaw()) <= FRONTAL ? -sample.pitch() : Double.NaN;
  }

  private static double size(Sample sample) {
    return sample.hasFace() ? sample.share() : Double.NaN;
  }

  @Override
  public double measure(ChallengeEvidence evidence, Sample sample) {
    double value = of.applyAsDouble(sample);
    if (scale == Scale.ABSOLUTE || Double.isNaN(value)) {
      return value;
    }
    if (evidence.frames == 0) {
      return scale.calm;
    }
    return scale == Scale.OVER_START ? value / start(evidence) : value - start(evidence);
  }

  @Override
  public @Nullable ChallengeReason step(
      ChallengeEvidence e, Sample sample, double value, int after) {
    int[] m = e.memory;
    if (isCut(e, sample, value, after)) {
      return ChallengeReason.JUMP;
    }
    m[LAST] = stored(value);
    m[LAST_SHARE] = sample.hasFace() ? stored(sample.share()) : 0;
    m[FURTHEST] = e.frames == 1 ? stored(value) : Math.max(m[FURTHEST], stored(value));
    m[OPPOSITE] = e.frames == 1 ? stored(value) : Math.min(m[OPPOSITE], stored(value));
    boolean calm = Math.abs(value - scale.calm) <= neutral;
    if (value <= -wrong) {
      e.run = (byte) (Math.min(e.run, 0) - 1);
      return e.run <= -WRONG_FRAMES ? ChallengeReason.WRONG_DIRECTION : early(e, after);
    }
    return e.phase == READY ? ready(e, sample, value, after, calm) : away(e, sample, calm);
  }

  private @Nullable ChallengeReason ready(
      ChallengeEvidence e, Sample sample, double value, int after, boolean calm) {
    int[] m = e.memory;
    if (calm) {
      e.run = 0;
      m[LEFT_AT] = after;
      if (after < REACTION || m[START_FRAMES] < NEUTRAL_FRAMES) {
        m[START_SUM] += stored(of.applyAsDouble(sample));
        m[START_FRAMES]++;
      }
      return null;
    }
    ChallengeReason early = early(e, after);
    if (early != null) {
      return early;
    }
    boolean fromStart = scale != Scale.ABSOLUTE || value - start(e) >= goal - neutral;
    boolean reached = value >= goal && fromStart;
    e.run = reached ? (byte) (Math.max(e.run, 0) + 1) : 0;
    if (e.run == 1) {
      m[REACHED_AT] = after;
    }
    if (e.run < goalFrames) {
      return null;
    }
    e.phase = AWAY;
    e.run = 0;
    return back ? null : ChallengeReason.ANSWERED;
  }

  private @Nullable ChallengeReason away(ChallengeEvidence e, Sample sample, boolean calm) {
    e.run = calm && sample.hasFace() ? (byte) (Math.max(e.run, 0) + 1) : 0;
    return e.run >= BACK_FRAMES ? ChallengeReason.ANSWERED : null;
  }

  /** Out of the neutral pose too soon, or never seen in it. */
  private static @Nullable ChallengeReason early(ChallengeEvidence e, int after) {
    boolean seenCalm = e.memory[START_FRAMES] >= NEUTRAL_FRAMES;
    return after < REACTION || !seenCalm ? ChallengeReason.EARLY : null;
  }

  private boolean isCut(ChallengeEvidence e, Sample sample, double value, int after) {
    int[] m = e.memory;
    if (e.frames <= 1 || after - e.lastMeasured > NEIGHBOURS) {
      return false;
    }
    if (Math.abs(value - m[LAST] / 1e4) > largestStep) {
      return true;
    }
    // A hand over the face changes the box that the finder draws.
    boolean hides = scale == Scale.ABSOLUTE && Double.isInfinite(wrong);
    double before = m[LAST_SHARE] / 1e4;
    return !hides
        && before > 0
        && sample.hasFace()
        && (sample.share() > before * LARGEST_GROWTH || before > sample.share() * LARGEST_GROWTH);
  }

  /** The mean of the value in the neutral start. */
  private static double start(ChallengeEvidence e) {
    return e.memory[START_SUM] / 1e4 / Math.max(1, e.memory[START_FRAMES]);
  }

  @Override
  public int patience(ChallengeEvidence e) {
    boolean onTheWay = e.phase == AWAY || e.memory[LEFT_AT] < e.lastMeasured;
    return onTheWay ? awayPatience : PATIENCE;
  }

  @Override
  public String phase(ChallengeEvidence e) {
    if (e.phase == AWAY) {
      return e.run >= BACK_FRAMES || !back ? "done" : "away";
    }
    return e.memory[START_FRAMES] >= NEUTRAL_FRAMES ? "ready" : "start";
  }

  @Override
  public Map<String, Double> measured(ChallengeEvidence e) {
    Map<String, Double> measured = new TreeMap<>();
    if (e.frames > 0) {
      measured.put("start", LaneSignal.round(start(e)));
      measured.put("furthest", e.memory[FURTHEST] / 1e4);
      measured.put("opposite", e.memory[OPPOSITE] / 1e4);
    }
    return measured;
  }

  /** What this answer looked like; the same for the same recording, hardly ever for a person. */
  byte[] fingerprint(ChallengeEvidence e, int after) {
    int[] m = e.memory;
    return Fingerprints.of(
        m[FURTHEST] / 1e4 / unit,
        m[REACHED_AT] - m[LEFT_AT],
        after - m[REACHED_AT],
        start(e) / unit,
        m[LAST_SHARE] / 1e4);
  }

  private static int stored(double value) {
    return (int) Math.round(value * 1e4);
  }
}
