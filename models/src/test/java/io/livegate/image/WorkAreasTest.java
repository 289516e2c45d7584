package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkAreasTest {

  private final AtomicInteger made = new AtomicInteger();
  private final WorkAreas<Integer> areas = new WorkAreas<>(made::incrementAndGet);

  @Test
  void callersOneAfterTheOtherShareOneAreaHoweverManyTheyAre() {
    for (int i = 0; i < 1000; i++) {
      assertThat(areas.<Integer>with(area -> area)).isEqualTo(1);
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void callersAtTheSameTimeHaveEachTheirOwn() {
    int sum = areas.with(one -> areas.with(other -> one + other));
    assertThat(sum).isEqualTo(1 + 2);
    areas.use(one -> areas.use(other -> assertThat(one).isNotEqualTo(other)));
    assertThat(made).hasValue(2);
  }

  @Test
  void anAreaOutlivesWorkThatFails() {
    assertThatThrownBy(
            () ->
                areas.use(
                    area -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    areas.use(area -> assertThat(area).isEqualTo(1));
  }
}
