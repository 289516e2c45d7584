package io.livegate.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneSignalTest {

  @Test
  void scoresAreRoundedToTheFourthPlace() {
    assertThat(of(0.123_45).scores()).containsEntry("live", 0.123_5);
  }

  @Test
  void aScoreThatIsNoNumberIsNoConfidentZero() {
    assertThatThrownBy(() -> of(Double.NaN)).hasMessage("liveness.live is NaN");
    assertThatThrownBy(() -> of(Double.POSITIVE_INFINITY)).hasMessageContaining("liveness.live");
  }

  private static LaneSignal of(double live) {
    return LaneSignal.ok(Lane.LIVENESS, Map.of("live", live), List.of(), List.of());
  }
}
