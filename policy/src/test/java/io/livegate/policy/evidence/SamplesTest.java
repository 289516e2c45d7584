package io.livegate.policy.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void aTenMinuteWindowIsKeptToWithinAHundredthOfItsLength() {
    Samples evidence = samples(60);
    for (int i = 0; i < 60; i++) {
      evidence.add(i * 9_999L, 0.5, true, 600_000);
    }
    Tally tally = evidence.tally(59 * 9_999L, 600_000);
    assertThat(tally.hits()).isEqualTo(60);
    assertThat(tally.firstMillis()).isBetween(-6_000L, 6_000L);
  }

  @Test
  void aScoreTooLargeToKeepIsKeptAsTheLargest() {
    Samples evidence = samples(2);
    evidence.add(0, 1e9, true, 1000);
    assertThat(evidence.tally(0, 1000).newestScore()).isEqualTo(Integer.MAX_VALUE / 1e4);
  }

  private static Samples samples(int of) {
    SampleArrays arrays = new SampleArrays(new int[] {1}, new byte[] {(byte) of});
    return new Samples(arrays, 0, 0, of);
  }
}
