package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.signal.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class HintTest {

  @Test
  void theFirstReasonThatSomebodyCanMendCounts() {
    assertThat(Hint.of(List.of(ReasonCode.FEW_FRAMES, ReasonCode.DARK, ReasonCode.BLURRED)))
        .isEqualTo(Hint.MORE_LIGHT);
    assertThat(Hint.of(List.of(ReasonCode.OCCLUDED))).isEqualTo(Hint.UNCOVER_FACE);
  }

  @Test
  void withoutAnythingToMendThePersonWaits() {
    assertThat(Hint.of(List.of())).isEqualTo(Hint.WAIT);
    assertThat(Hint.of(List.of(ReasonCode.FEW_FRAMES, ReasonCode.MODEL_FAILED)))
        .isEqualTo(Hint.WAIT);
  }

  @Test
  void nobodyIsToldHowAnAttackWasSeen() {
    assertThat(Hint.of(List.of(ReasonCode.PRESENTATION_ATTACK))).isEqualTo(Hint.WAIT);
  }
}
