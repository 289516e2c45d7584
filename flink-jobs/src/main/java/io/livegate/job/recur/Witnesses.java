package io.livegate.job.recur;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import io.livegate.hash.HashSeries;
import io.livegate.hash.SharedMotion;
import io.livegate.job.recur.WitnessState.OtherWitness;
import io.livegate.signal.Lane;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a receiver or a server saw of a session is what its sender sent: the two are the
 * same stream when they move alike at some skew of up to {@value #MAX_SKEW_MILLIS} ms, or hardly
 * differ.
 *
 * <p>Thresholds are from the development clips, at five and at one frame a second. The same stream,
 * halved in size, re-encoded, 1.5 s late or with 40 % of its frames lost, has a correlation of 0.22
 * and more in 99 of 100 windows of 8 s (0.19 with losses at a frame a second), or, standing still,
 * at most 17 bits of difference. Shifted by half, held, looped, or of somebody else it has 0.1 and
 * less in nine of ten and differs in 50 to 120 bits; only played backwards it comes to 0.27. What
 * lies between counts neither way.
 */
public final class Witnesses {

  static final long MAX_SKEW_MILLIS = 2_500;

  private static final long SKEW_STEP_MILLIS = 100;
  private static final long WINDOW_MILLIS = 8_000;
  private static final long TOLERANCE_MILLIS = 500;
  private static final long SENDER_GAP_MILLIS = 200;
  private static final long OTHER_GAP_MILLIS = 500;

  /** A longer silence is nobody's disagreement. */
  private static final long MAX_STEP_MILLIS = 2_000;

  private static final int MIN_FRAMES = 6;
  private static final long MIN_SPAN_MILLIS = 2_800;

  private static final double AGREED_CORRELATION = 0.35;
  private static final double AGREED_DISTANCE = 30;
  private static final double DIFFERENT_CORRELATION = 0.2;
  private static final double DIFFERENT_DISTANCE = 40;

  /** Pictures that have nothing in common. */
  private static final double UNRELATED_DISTANCE = 100;

  /** The sender has to move so much that the other could not miss it. */
  private static final double SENDER_MOVEMENT = 12;

  private static final int MIN_QUALITY = 50;

  private Witnesses() {}

  /** What a record did to what is known. */
  public record Result(@Nullable WitnessState state, @Nullable Double seconds) {}

  /** With the score of a witness that is not the sender, which is kept in the state. */
  public static Signals compared(Signals signals, ValueState<WitnessState> witnesses)
      throws IOException {
    if (signals.hash() == null) {
      return signals;
    }
    Result result = see(witnesses.value(), signals);
    if (result.state() != null) {
      witnesses.update(result.state());
    }
    Double seconds = result.seconds();
    return seconds == null
        ? signals
        : signals.withScore(
            Lane.LIVENESS, "mismatch", seconds, seconds > 0 ? ReasonCode.WITNESS_MISMATCH : null);
  }

  /**
   * Takes a record in.
   *
   * @param before null while only the sender has been heard
   * @return the state to keep, and for a frame of a receiver or server the seconds for which it has
   *     been seeing something else; null where nothing can be said
   */
  public static Result see(@Nullable WitnessState before, Signals signals) {
    FrameHash hash = signals.hash();
    boolean bySender = signals.witness() == Witness.SENDER;
    if (signals.kind() != RecordKind.FRAME
        || hash == null
        || hash.quality() < MIN_QUALITY
        || (before == null && bySender)) {
      return new Result(before, null);
    }
    WitnessState state = before == null ? new WitnessState() : before;
    long now = signals.atMillis();
    if (bySender) {
      state.sender =
          appended(state.sender, now, hash, SENDER_GAP_MILLIS, WINDOW_MILLIS + 2 * MAX_SKEW_MILLIS);
      return new Result(state, null);
    }
    OtherWitness other = other(state, signals.witness());
    long[] earlier = other.frames;
    other.frames = appended(earlier, now, hash, OTHER_GAP_MILLIS, WINDOW_MILLIS);
    if (other.frames != earlier && earlier.length > 0) {
      long step = now - newest(earlier);
      judge(state, other, now, Math.min(step, MAX_STEP_MILLIS));
    }
    return new Result(state, other.disagreedMillis / 1000.0);
  }

  private static OtherWitness other(WitnessState state, Witness witness) {
    OtherWitness known = witness == Witness.RECEIVER ? state.receiver : state.server;
    OtherWitness other = known == null ? new OtherWitness() : known;
    if (witness == Witness.RECEIVER) {
      state.receiver = other;
    } else {
      state.server = other;
    }
    return other;
  }

  private static long newest(long[] frames) {
    return frames[frames.length - 5];
  }

  /** The same array when the frame comes too soon. */
  private static long[] appended(
      long[] frames, long atMillis, FrameHash hash, long gapMillis, long keepMillis) {
    if (frames.length > 0 && atMillis - newest(frames) < gapMillis) {
      return frames;
    }
    HashSeries series = HashSeries.of(frames);
    series.add(atMillis, hash);
    series.dropBefore(atMillis - keepMillis);
    return series.toLongs();
  }

  private static void judge(WitnessState state, OtherWitness other, long now, long stepMillis) {
    HashSeries sender = HashSeries.of(state.sender);
    HashSeries seen = HashSeries.of(other.frames);
    if (agrees(compare(seen, sender, now, other.skewMillis))) {
      other.disagreedMillis = 0;
      return;
    }
    double correlation = -1;
    double distance = FrameHash.BITS;
    double movement = 0;
    for (long skew = -MAX_SKEW_MILLIS; skew <= MAX_SKEW_MILLIS; skew += SKEW_STEP_MILLIS) {
      SharedMotion motion = compare(seen, sender, now, skew);
      if (agrees(motion)) {
        other.skewMillis = skew;
        other.disagreedMillis = 0;
        return;
      }
      if (isEnough(motion)) {
        correlation = Math.max(correlation, motion.correlation());
        distance = Math.min(distance, motion.distance());
        movement = Math.max(movement, motion.otherMovement());
      }
    }
    boolean different =
        distance > DIFFERENT_DISTANCE && movement >= SENDER_MOVEMENT
            || distance > UNRELATED_DISTANCE;
    if (correlation > -1 && correlation < DIFFERENT_CORRELATION && different) {
      other.disagreedMillis += stepMillis;
    }
  }

  private static SharedMotion compare(HashSeries seen, HashSeries sender, long now, long skew) {
    return SharedMotion.of(
        seen, sender, new SharedMotion.Window(now - WINDOW_MILLIS, now, skew, TOLERANCE_MILLIS));
  }

  private static boolean isEnough(SharedMotion motion) {
    return motion.frames() >= MIN_FRAMES && motion.spanMillis() >= MIN_SPAN_MILLIS;
  }

  private static boolean agrees(SharedMotion motion) {
    return isEnough(motion)
        && (motion.correlation() >= AGREED_CORRELATION || motion.distance() <= AGREED_DISTANCE);
  }
}
