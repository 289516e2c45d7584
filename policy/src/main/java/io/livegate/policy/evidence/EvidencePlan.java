package io.livegate.policy.evidence;

import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.Phase;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.signal.Lane;
import io.livegate.signal.ReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which evidence a policy needs: its distinct conditions. Two rules with the same condition share
 * one memory, unless only one of them may listen to a receiver.
 */
public final class EvidencePlan {

  /** Most a session's evidence may take, serialised. */
  public static final int MAX_BYTES = 2048;

  private record Slot(
      int key,
      Condition condition,
      int signal,
      boolean receivers,
      boolean absence,
      long within,
      long pace) {}

  /** By slot: the gaps of those before it. */
  private final int[] firstGaps;

  /** Bit per slot that a rule asks before it admits. */
  private long admission;

  /** Bit per slot that a rule asks of a face that has not shown what lets people in. */
  private long recheck;

  /** Bit per slot of what the liveness lane says. */
  private long liveness;

  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, int[]> slotsOfRule = new HashMap<>();
  private final long key;
  private final int repeatable;

  public EvidencePlan(Policy policy) {
    Map<Integer, Integer> places = new LinkedHashMap<>();
    for (Rule rule : policy.rules()) {
      List<Condition> conditions = rule.conditions();
      int[] own = new int[conditions.size()];
      for (int i = 0; i < own.length; i++) {
        Slot slot = slot(conditions.get(i), rule);
        own[i] =
            places.computeIfAbsent(
                slot.key(),
                k -> {
                  slots.add(slot);
                  return slots.size() - 1;
                });
        admission |= rule.effect() == Effect.ADMIT ? 1L << own[i] : 0;
        recheck |= rule.phase() == Phase.RECHECK ? 1L << own[i] : 0;
        Lane lane = KnownSignals.all().get(slot.signal()).lane();
        liveness |= lane == Lane.LIVENESS ? 1L << own[i] : 0;
      }
      slotsOfRule.put(rule.id(), own);
    }
    long all = 1;
    this.firstGaps = new int[slots.size()];
    int room = 0;
    for (int i = 0; i < firstGaps.length; i++) {
      all = all * 31 + slots.get(i).key();
      firstGaps[i] = room;
      room += slots.get(i).condition().of() - 1;
    }
    this.key = all;
    this.repeatable = (int) policy.rules().stream().filter(Rule::canRepeat).count();
  }

  /** A rule of another face remembers by itself: it forgets what others must not. */
  private static Slot slot(Condition condition, Rule rule) {
    boolean receivers = rule.effect().acceptsReceiver();
    String apart = rule.phase() == Phase.RECHECK ? "recheck" : "";
    int signal = KnownSignals.indexOf(condition.signal());
    KnownSignal known = KnownSignals.all().get(signal);
    boolean absence = known.absence() || condition.comparison() == Condition.Comparison.BELOW;
    return new Slot(
        Fingerprint.shortOf(condition.describe() + receivers + apart),
        condition,
        signal,
        receivers,
        absence,
        condition.within().toMillis(),
        condition.paceMillis());
  }

  /**
   * Brings a session's evidence into this policy's order: conditions that were there before keep
   * what they know, the others start afresh.
   */
  public void align(SessionEvidence evidence) {
    evidence.grow();
    evidence.unpack();
    if (evidence.plan == key && evidence.samples.keys.length == slots.size()) {
      return;
    }
    int[] keys = new int[slots.size()];
    byte[] sizes = new byte[slots.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = slots.get(i).key();
      sizes[i] = (byte) slots.get(i).condition().of();
    }
    SampleArrays before = evidence.samples;
    evidence.samples = new SampleArrays(keys, sizes);
    evidence.samples.takeOver(before);
    evidence.plan = key;
  }

  /**
   * Adds one frame's scores.
   *
   * @return bit i: condition i got a fresh hit
   */
  public long add(SessionEvidence evidence, long atMillis, double[] scores, boolean fromReceiver) {
    long fresh = 0;
    for (int i = 0; i < firstGaps.length; i++) {
      Slot slot = slots.get(i);
      double score = scores[slot.signal()];
      if (Double.isNaN(score) || (fromReceiver && !slot.receivers())) {
        continue;
      }
      Samples samples = samples(evidence, i);
      if (samples.standsFor(atMillis, slot.pace())) {
        continue;
      }
      boolean hit = slot.condition().isHit(score);
      if (samples.add(atMillis, score, hit, slot.within()) && hit) {
        fresh |= 1L << i;
      }
    }
    return fresh;
  }

  /** Forgets what an outage of our own could have made look like absence or stillness. */
  public void forgetAbsence(SessionEvidence evidence) {
    for (int i = 0; i < firstGaps.length; i++) {
      if (slots.get(i).absence()) {
        samples(evidence, i).clear();
      }
    }
  }

  /** Forgets what speaks for letting the session in. */
  public void forgetAdmission(SessionEvidence evidence) {
    forget(evidence, admission | recheck);
  }

  private void forget(SessionEvidence evidence, long slots) {
    for (int i = 0; i < firstGaps.length; i++) {
      if ((slots >>> i & 1) == 1) {
        samples(evidence, i).clear();
      }
    }
  }

  /**
   * Another face: what the one before showed speaks neither for it nor against it. Only faces of
   * which none has shown what lets people in, one after the other in a call, answer together: a
   * picture that is moved about is a new face every second.
   */
  public void forgetFace(SessionEvidence evidence) {
    long others = evidence.rechecked ? 0 : recheck;
    long atTheGate = evidence.standing == Standing.GATE ? liveness : 0;
    forget(evidence, admission | others | atTheGate);
  }

  public void forgetAll(SessionEvidence evidence) {
    for (int i = 0; i < firstGaps.length; i++) {
      samples(evidence, i).clear();
    }
  }

  /** The places of the rule's conditions, in their order. */
  public int[] slotsOf(Rule rule) {
    int[] own = slotsOfRule.get(rule.id());
    if (own == null) {
      throw new IllegalArgumentException("rule " + rule.id() + " is not of this policy");
    }
    return own;
  }

  private Samples samples(SessionEvidence evidence, int slot) {
    return new Samples(evidence.samples, slot, firstGaps[slot], slots.get(slot).condition().of());
  }

  public Tally tally(SessionEvidence evidence, int slot, long nowMillis) {
    return samples(evidence, slot).tally(nowMillis, slots.get(slot).within());
  }

  public boolean holds(SessionEvidence evidence, int slot, long nowMillis) {
    Condition condition = slots.get(slot).condition();
    Tally tally = tally(evidence, slot, nowMillis);
    return tally.hits() >= condition.hits()
        && tally.lastMillis() - tally.firstMillis() >= condition.spanning().toMillis();
  }

  /**
   * Upper bound of a session's evidence under this policy as Flink's POJO serializer writes it: a
   * flag per object and per field, four bytes for the length of an array, and every rule fired that
   * is remembered.
   */
  public int maxBytes() {
    int bytes = 0;
    for (Slot slot : slots) {
      bytes += CONDITION_BYTES + 2 * (slot.condition().of() - 1);
    }
    return SESSION_BYTES + bytes + repeatable * (Integer.BYTES + Long.BYTES);
  }

  /** As measured; a test serialises a session to see that the bound holds. */
  private static final int CONDITION_BYTES = 26;

  private static final int SESSION_BYTES =
      376
          + ChallengeEvidence.MAX_BYTES
          + Integer.BYTES * KnownSignals.count()
          + Short.BYTES * ReasonCode.values().length;
}
