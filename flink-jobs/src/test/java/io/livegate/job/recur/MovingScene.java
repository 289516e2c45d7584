package io.livegate.job.recur;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of somebody moving in a room, without pictures: each bit is the sign of a constant, the
 * room's, and some smooth movements, the moment's. Between frames a second apart about a fifth of
 * the bits change, as on the development clips.
 */
final class MovingScene {

  private static final int MOVEMENTS = 24;

  private final double[] room = new double[FrameHash.BITS];
  private final double[][] weights = new double[MOVEMENTS][FrameHash.BITS];
  private final double[] hertz = new double[MOVEMENTS];
  private final double[] phase = new double[MOVEMENTS];

  /**
   * @param room the same for calls from one place
   * @param moment the same for the same movement
   */
  MovingScene(long room, long moment) {
    Random place = new Random(room);
    Random moves = new Random(moment);
    for (int bit = 0; bit < FrameHash.BITS; bit++) {
      this.room[bit] = 1.5 * place.nextGaussian();
      for (int i = 0; i < MOVEMENTS; i++) {
        weights[i][bit] = place.nextGaussian();
      }
    }
    for (int i = 0; i < MOVEMENTS; i++) {
      hertz[i] = 0.08 + 0.6 * moves.nextDouble();
      phase[i] = 2 * Math.PI * moves.nextDouble();
    }
  }

  FrameHash at(long millis) {
    return at(millis, 0, 0);
  }

  /**
   * @param cut how much of the picture is changed for good, as by cropping; 1 leaves nothing
   * @param noise bits that are flipped at random
   */
  FrameHash at(long millis, double cut, int noise) {
    Random other = new Random(77);
    long[] words = new long[4];
    for (int bit = 0; bit < FrameHash.BITS; bit++) {
      double value = room[bit];
      for (int i = 0; i < MOVEMENTS; i++) {
        value +=
            weights[i][bit]
                * 0.06
                / hertz[i]
                * Math.sin(phase[i] + 2 * Math.PI * hertz[i] * millis / 1000);
      }
      value = (1 - cut) * value + cut * 3 * other.nextGaussian();
      if (value > 0) {
        words[bit / Long.SIZE] |= 1L << bit % Long.SIZE;
      }
    }
    Random flips = new Random(millis);
    for (int i = 0; i < noise; i++) {
      int bit = flips.nextInt(FrameHash.BITS);
      words[bit / Long.SIZE] ^= 1L << bit % Long.SIZE;
    }
    return new FrameHash(words[0], words[1], words[2], words[3], 100);
  }

  /** A judged frame's record. */
  static Signals record(
      String session, @Nullable String device, Witness witness, long atMillis, FrameHash hash) {
    FrameHeader header =
        new FrameHeader(
            new SessionKey("t", session),
            RecordKind.FRAME,
            null,
            device,
            atMillis,
            atMillis,
            witness,
            "image/jpeg");
    LaneSignal liveness = LaneSignal.ok(Lane.LIVENESS, Map.of(), List.of(), List.of());
    return Signals.of(
            header, atMillis, Quality.NONE, List.of(liveness), List.of(), FrameCounts.ZERO)
        .withHash(hash);
  }
}
