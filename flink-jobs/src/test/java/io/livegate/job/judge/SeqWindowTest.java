package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeqWindowTest {

  private final SeqWindow window = new SeqWindow();

  @Test
  void aNumberIsNewOnceWhateverTheOrder() {
    assertThat(window.add(5)).isTrue();
    assertThat(window.add(3)).isTrue();
    assertThat(window.add(5)).isFalse();
    assertThat(window.add(3)).isFalse();
    assertThat(window.add(70)).isTrue();
  }

  @Test
  void aSenderThatCountsAnewIsJudgedAtOnce() {
    window.add(5000);
    assertThat(window.add(0)).isTrue();
    assertThat(window.add(1)).isTrue();
    assertThat(window.add(1)).isFalse();
  }
}
