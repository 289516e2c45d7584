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

  @Test
  void aSampleStandsForItsStepOfTimeAndNoLonger() {
    Samples evidence = samples(4);
    assertThat(evidence.standsFor(5_000, 1_000)).isFalse();
    evidence.add(5_100, 1, true, 60_000);
    assertThat(evidence.standsFor(5_900, 1_000)).isTrue();
    assertThat(evidence.standsFor(6_000, 1_000)).isFalse();
    assertThat(evidence.standsFor(5_900, 0)).as("every frame counts").isFalse();
  }

  private static Samples samples(int of) {
    SampleArrays arrays = new SampleArrays(new int[] {1}, new byte[] {(byte) of});
    return new Samples(arrays, 0, 0, of);
  }
}
