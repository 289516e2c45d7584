package io.livegate.job.recur;

import org.jspecify.annotations.Nullable;

/**
 * What the witnesses of one session saw last; a Flink POJO, there only for sessions with more than
 * one, at most 5 KB.
 */
public class WitnessState {

  /** Hashes with their times, as {@code HashSeries.toLongs} writes them. */
  public long[] sender = new long[0];

  public @Nullable OtherWitness receiver;
  public @Nullable OtherWitness server;

  public WitnessState() {}

  /** A witness that is held against the sender. */
  public static class OtherWitness {

    public long[] frames = new long[0];

    /** For how long it has seen something else, without an agreement in between. */
    public long disagreedMillis;

    /** The skew at which it agreed last: its time less the sender's. */
    public long skewMillis;

    public OtherWitness() {}
  }
}
