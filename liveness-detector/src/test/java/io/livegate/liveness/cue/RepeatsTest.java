package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.image.GreyImage;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  private final Repeats repeats = new Repeats();

  @Test
  void everyThirdFrameShownTwiceIsCounted() {
    assertThat(play(i -> i - i / 3, 100).value()).isEqualTo(1 / 3.0, within(0.06));
  }

  @Test
  void aMovingPictureRepeatsNothing() {
    assertThat(play(i -> i, 100).value()).isZero();
  }

  @Test
  void aStallIsNotARepeat() {
    assertThat(play(i -> i < 8 ? i : i < 16 ? 8 : i, 100).value()).isZero();
  }

  @Test
  void aPictureThatStandsStillIsNotARepeat() {
    assertThat(play(i -> 0, 100).value()).isZero();
  }

  @Test
  void framesASecondApartSayNothing() {
    assertThat(play(i -> i, 1_000).isPresent()).isFalse();
  }

  private Reading play(IntUnaryOperator shown, long step) {
    Reading last = Reading.NONE;
    for (int i = 0; i < 25; i++) {
      GreyImage scene = FreezeTest.scene(shown.applyAsInt(i), i % 2 * 0.1f);
      last = repeats.observe(scene, i * step);
    }
    return last;
  }
}
