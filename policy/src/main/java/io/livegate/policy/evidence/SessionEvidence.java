package io.livegate.policy.evidence;

import io.livegate.frame.Witness;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Lane;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is remembered of one session between two records: at most 2 KB serialised, which
 * the policy parser checks. Mutable, and a Flink POJO: public fields of primitives, enums and
 * arrays of them. Only the decider writes to it.
 */
public class SessionEvidence {

  /** No score has been seen. */
  private static final int NO_SCORE = Integer.MIN_VALUE;

  /** No rule asks for more. */
  public static final int MOST_REPORTERS = 32;

  /** A record has been seen: the gate's clock runs. */
  public boolean begun;

  public boolean ended;

  /** Where the session stands for the rules; in observe mode: where it would stand. */
  public Standing standing = Standing.GATE;

  /** Where it really stands: enforced decisions only. */
  public Standing inForce = Standing.GATE;

  public boolean admitted;
  public Outcome outcome = Outcome.UNDECIDED;
  public Verdict verdict = Verdict.UNSURE;
  public long decidedAtMillis;

  /** Of the decision that set the outcome: a byte per {@link ReasonCode}, 1 for the first code. */
  public long decidedReasons;

  /** Decisions made so far. */
  public int ordinal;

  /**
   * How many others reported the session, {@link #MOST_REPORTERS} at most, and when one last did.
   */
  public int reports;

  public long reportedAtMillis;

  /** Fingerprints of who did, 0 for all that were not named; null before the first. */
  public int @Nullable [] reporters;

  /** Whether people who review are on shift, as its newest record said. */
  public boolean reviewersOnShift;

  /** Its challenges; null before the first. */
  public @Nullable ChallengeEvidence challenge;

  /** When its first record came, and when it was let in (in observe mode: would have been). */
  public long begunAtMillis;

  public long admittedAtMillis;

  /** From when the gate's time counts. */
  public long gateFromMillis;

  public boolean coached;

  /** A human is asked: the gate's clock stands still. */
  public boolean held;

  /** The stream fell silent before the deadline: the clock restarts with the next frame. */
  public boolean awaitingFrame;

  /** Newest record that was not a receiver's. */
  public long lastAtMillis;

  /** Fingerprint of the device that sends, and of the one before it; 0 = none is known. */
  public int device;

  public int otherDevice;

  /** When it took over. */
  public long deviceSinceMillis;

  /** A human was asked about two devices that send at once. */
  public boolean devicesReported;

  /** Number of the face that is judged, and one; 0 = none was numbered yet. */
  public int face;

  /** The highest of them. */
  public int newestFace;

  /** Let in, and judged by another face since: what it shows has not let anybody in so far. */
  public boolean rechecked;

  /** Judged frames that count as evidence. */
  public int frames;

  /** Bit per lane whose model is not there, or has failed too often in a row. */
  public int unavailableLanes;

  /** Per lane: answers in a row that its model failed to give, saturating. */
  public byte[] failedLanes = new byte[Lane.values().length];

  /** Per {@link Witness}: the highest sequence number seen, and which of the 64 up to it. */
  public long[] lastSeq = new long[Witness.values().length];

  public long[] seenSeqs = new long[Witness.values().length];

  /** By {@link FrameFate}. */
  public long[] counts = new long[FrameFate.values().length];

  /** By {@link ReasonCode}: frames that gave it, saturating. */
  public short[] reasonCounts = new short[ReasonCode.values().length];

  /** By place in {@link KnownSignals#all()}, in 1e-4. */
  public int[] lastScores = new int[KnownSignals.count()];

  /** Which policy's conditions {@link #samples} are in the order of. */
  public long plan;

  /** Of a state of release 0.1, until it is touched; empty from then on. */
  public ConditionEvidence[] conditions = new ConditionEvidence[0];

  public SampleArrays samples = new SampleArrays();

  /** Rules that have fired, and when they last did. */
  public int[] firedRules = new int[0];

  public long[] firedAtMillis = new long[0];

  public SessionEvidence() {
    Arrays.fill(lastScores, NO_SCORE);
  }

  /** Whether a task is open, shown or not yet. */
  public boolean isChallenged() {
    return challenge != null && challenge.isOpen();
  }

  /** Adds the change that a record brings. */
  public void count(FrameCounts change) {
    for (FrameFate fate : FrameFate.values()) {
      counts[fate.ordinal()] += change.count(fate);
    }
  }

  /** The sum of what became of the session's frames. */
  public FrameCounts frameCounts() {
    return new FrameCounts(
        counts[FrameFate.JUDGED.ordinal()],
        counts[FrameFate.SKIPPED.ordinal()],
        counts[FrameFate.SUPERSEDED.ordinal()],
        counts[FrameFate.FULL.ordinal()],
        counts[FrameFate.REJECTED.ordinal()],
        counts[FrameFate.UNDECODABLE.ordinal()],
        counts[FrameFate.FAILED.ordinal()],
        counts[FrameFate.DUPLICATE.ordinal()],
        counts[FrameFate.AFTER_END.ordinal()],
        counts[FrameFate.LOST.ordinal()]);
  }

  /**
   * Whether the witness has sent this number before; remembers it. A number far below the newest is
   * a sender that began to count anew.
   */
  public boolean isRepeated(Witness witness, long seq) {
    int w = witness.ordinal();
    long behind = lastSeq[w] - seq;
    if (seenSeqs[w] != 0 && behind >= 0 && behind < 64) {
      boolean seen = (seenSeqs[w] >>> behind & 1) == 1;
      seenSeqs[w] |= 1L << behind;
      return seen;
    }
    boolean ahead = seenSeqs[w] != 0 && behind < 0 && behind > -64;
    seenSeqs[w] = (ahead ? seenSeqs[w] << -behind : 0) | 1;
    lastSeq[w] = seq;
    return false;
  }

  /** Another sender, or the same from its beginning: numbers seen before say nothing. */
  public void countAnew(Witness witness) {
    seenSeqs[witness.ordinal()] = 0;
  }

  /** The clock was set back: nothing lies ahead of it, and the gate's time starts again. */
  public void setBack(long atMillis) {
    lastAtMillis = atMillis;
    gateFromMillis = atMillis;
    awaitingFrame = false;
    begunAtMillis = Math.min(begunAtMillis, atMillis);
    admittedAtMillis = Math.min(admittedAtMillis, atMillis);
    reportedAtMillis = Math.min(reportedAtMillis, atMillis);
    deviceSinceMillis = Math.min(deviceSinceMillis, atMillis);
    for (int i = 0; i < firedAtMillis.length; i++) {
      firedAtMillis[i] = Math.min(firedAtMillis[i], atMillis);
    }
  }

  /**
   * Somebody reported the session. The same one counts once, and all that nobody named as one: a
   * few devices that report again and again move nothing.
   */
  public void report(@Nullable String reporter, long atMillis) {
    int[] known = reporters == null ? new int[0] : reporters;
    int who = reporter == null ? 0 : Fingerprint.shortOf(reporter) | 1;
    boolean isNew = Arrays.stream(known).noneMatch(each -> each == who);
    if (isNew && known.length < MOST_REPORTERS) {
      reporters = Arrays.copyOf(known, known.length + 1);
      reporters[known.length] = who;
      reports = reporters.length;
    }
    if (isNew || who == 0) {
      reportedAtMillis = atMillis;
    }
  }

  public void noteReason(ReasonCode reason) {
    int i = reason.ordinal();
    reasonCounts[i] = (short) Math.min(reasonCounts[i] + 1, Short.MAX_VALUE);
  }

  /** NaN keeps what was there. */
  public void noteScores(double[] scores) {
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isNaN(scores[i])) {
        lastScores[i] = Samples.inTenThousandths(scores[i]);
      }
    }
  }

  /** The newest score of each signal that was ever given. */
  public Map<String, Double> lastScores() {
    Map<String, Double> scores = new TreeMap<>();
    for (int i = 0; i < lastScores.length; i++) {
      if (lastScores[i] != NO_SCORE) {
        scores.put(KnownSignals.all().get(i).name(), lastScores[i] / 1e4);
      }
    }
    return scores;
  }

  /** When the rule last fired, or null. */
  public @Nullable Long firedAt(int rule) {
    for (int i = 0; i < firedRules.length; i++) {
      if (firedRules[i] == rule) {
        return firedAtMillis[i];
      }
    }
    return null;
  }

  public void noteFired(int rule, long atMillis) {
    for (int i = 0; i < firedRules.length; i++) {
      if (firedRules[i] == rule) {
        firedAtMillis[i] = atMillis;
        return;
      }
    }
    int n = firedRules.length;
    firedRules = Arrays.copyOf(firedRules, n + 1);
    firedAtMillis = Arrays.copyOf(firedAtMillis, n + 1);
    firedRules[n] = rule;
    firedAtMillis[n] = atMillis;
  }

  /** Moves what a state of release 0.1 holds to where it belongs. */
  void unpack() {
    if (conditions.length > 0) {
      samples = SampleArrays.of(conditions);
      conditions = new ConditionEvidence[0];
    }
  }

  /** After a new release knows more scores, reasons or lanes than the one that wrote this. */
  void grow() {
    if (failedLanes.length < Lane.values().length) {
      failedLanes = Arrays.copyOf(failedLanes, Lane.values().length);
    }
    if (lastScores.length < KnownSignals.count()) {
      int known = lastScores.length;
      lastScores = Arrays.copyOf(lastScores, KnownSignals.count());
      Arrays.fill(lastScores, known, lastScores.length, NO_SCORE);
    }
    int reasons = ReasonCode.values().length;
    if (reasonCounts.length < reasons) {
      reasonCounts = Arrays.copyOf(reasonCounts, reasons);
    }
  }
}
