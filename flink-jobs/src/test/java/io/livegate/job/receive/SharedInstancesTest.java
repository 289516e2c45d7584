package io.livegate.job.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedInstancesTest {

  private final List<String> ended = new ArrayList<>();
  private final SharedInstances<String> shared = new SharedInstances<>(ended::add);

  @Test
  void theFirstMakesTheLastEnds() {
    assertThat(shared.acquire("key", () -> "made")).isEqualTo("made");
    assertThat(shared.acquire("key", () -> "made again")).isEqualTo("made");

    shared.release("key");
    assertThat(ended).isEmpty();
    shared.release("key");

    assertThat(ended).containsExactly("made");
    assertThat(shared.size()).isZero();
    assertThat(shared.find("key")).isNull();
  }

  @Test
  void whatCannotBeMadeIsNotHeld() {
    assertThatThrownBy(
            () ->
                shared.acquire(
                    "key",
                    () -> {
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");

    assertThat(shared.size()).isZero();
    assertThat(shared.acquire("key", () -> "second try")).isEqualTo("second try");
  }
}
