package io.livegate.policy.evidence;

/**
 * The samples of all conditions of a session, an array for each kind of fact about them: an object
 * for each condition would cost as much again. A Flink POJO; {@link Samples} reads and writes it.
 */
public class SampleArrays {

  /** Fingerprint of each condition; a changed condition starts afresh. */
  public int[] keys = new int[0];

  /** How many samples each condition keeps. */
  public byte[] sizes = new byte[0];

  /** How many it has. */
  public byte[] counts = new byte[0];

  /** Bit i: whether the i-th newest sample was a hit. */
  public long[] hits = new long[0];

  /** Time of the newest sample. */
  public long[] newestMillis = new long[0];

  /** Its score in 1e-4, saturating. */
  public int[] newestScores = new int[0];

  /** One condition after the other: from each sample back to the one before, in ticks, unsigned. */
  public short[] gaps = new short[0];

  public SampleArrays() {}

  /** Room for the samples of these conditions, none of which has any. */
  SampleArrays(int[] keys, byte[] sizes) {
    this.keys = keys;
    this.sizes = sizes;
    this.counts = new byte[keys.length];
    this.hits = new long[keys.length];
    this.newestMillis = new long[keys.length];
    this.newestScores = new int[keys.length];
    int room = 0;
    for (byte size : sizes) {
      room += size - 1;
    }
    this.gaps = new short[room];
  }

  /** What a state of release 0.1 holds. */
  static SampleArrays of(ConditionEvidence[] conditions) {
    int[] keys = new int[conditions.length];
    byte[] sizes = new byte[conditions.length];
    for (int i = 0; i < conditions.length; i++) {
      keys[i] = conditions[i].key;
      sizes[i] = (byte) (conditions[i].gaps.length + 1);
    }
    SampleArrays samples = new SampleArrays(keys, sizes);
    int firstGap = 0;
    for (int i = 0; i < conditions.length; i++) {
      samples.counts[i] = conditions[i].samples;
      samples.hits[i] = conditions[i].hits;
      samples.newestMillis[i] = conditions[i].newestMillis;
      samples.newestScores[i] = conditions[i].newestScore;
      System.arraycopy(conditions[i].gaps, 0, samples.gaps, firstGap, sizes[i] - 1);
      firstGap += sizes[i] - 1;
    }
    return samples;
  }

  /** Takes over what is known of the conditions that both have. */
  void takeOver(SampleArrays before) {
    int fromGap = 0;
    for (int from = 0; from < before.keys.length; from++) {
      int toGap = 0;
      for (int to = 0; to < keys.length; to++) {
        if (keys[to] == before.keys[from] && sizes[to] == before.sizes[from]) {
          counts[to] = before.counts[from];
          hits[to] = before.hits[from];
          newestMillis[to] = before.newestMillis[from];
          newestScores[to] = before.newestScores[from];
          System.arraycopy(before.gaps, fromGap, gaps, toGap, sizes[to] - 1);
        }
        toGap += sizes[to] - 1;
      }
      fromGap += before.sizes[from] - 1;
    }
  }
}
