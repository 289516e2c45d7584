package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.policy.Task;
import org.junit.jupiter.api.Test;

class AskedTaskTest {

  @Test
  void aTaskAndASecondOfTheMediaAreRead() {
    assertThat(AskedTask.parse("turn-left@4.5")).isEqualTo(new AskedTask(Task.TURN_LEFT, 4500));
    assertThat(AskedTask.parse("Blink-Twice@0s")).isEqualTo(new AskedTask(Task.BLINK_TWICE, 0));
  }

  @Test
  void whatCannotBeReadIsNamedWithTheWayOut() {
    assertThatThrownBy(() -> AskedTask.parse("turn-left"))
        .hasMessage("'turn-left' is not TASK@SECONDS, e.g. turn-left@2.5");
    assertThatThrownBy(() -> AskedTask.parse("wink@2"))
        .hasMessageContaining("there is no task 'wink'; it is one of turn-left, turn-right");
  }
}
