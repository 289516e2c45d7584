package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionTest {

  private static final long GATE = 8_000;

  private final Attention attention = new Attention();

  @Test
  void theGateIsLookedAtCloselyHoweverFewFramesComeThrough() {
    assertThat(close(5_000, 0)).isTrue();
    assertThat(close(7_000, 0)).isTrue();
    assertThat(close(12_900, 0)).isTrue();
    assertThat(close(13_900, 0)).isFalse();
  }

  @Test
  void aBurstIsKnownByItsFrames() {
    close(0, 0);
    assertThat(close(20_000, 0)).isFalse();
    assertThat(close(20_100, 0)).isTrue();
    assertThat(close(21_100, 0)).isFalse();
  }

  @Test
  void anotherFaceIsLookedAtCloselyOnce() {
    close(0, 0);
    assertThat(close(20_000, 0)).isFalse();
    assertThat(close(21_000, 3)).isTrue();
    assertThat(close(22_000, 3)).isFalse();
    assertThat(close(23_000, -1)).isTrue();
  }

  private boolean close(long atMillis, int track) {
    Face face = new Face(10, 10, 60, 70, 0.9f, null, track);
    boolean close = attention.isClose(atMillis, GATE);
    return attention.isAnother(track < 0 ? List.of() : List.of(face)) || close;
  }
}
