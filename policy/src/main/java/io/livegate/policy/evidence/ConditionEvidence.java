package io.livegate.policy.evidence;

/**
 * The samples of one condition as states of release 0.1 hold them, a Flink POJO; {@link
 * SessionEvidence#unpack} moves them to where they are now.
 */
public class ConditionEvidence {

  public int key;
  public long hits;
  public byte samples;
  public long newestMillis;
  public int newestScore;
  public short[] gaps = new short[0];

  public ConditionEvidence() {}
}
