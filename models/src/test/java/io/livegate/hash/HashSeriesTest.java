package io.livegate.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HashSeriesTest {

  @Test
  void keeps_its_order_while_it_grows_and_forgets() {
    HashSeries series = new HashSeries();
    for (int i = 0; i < 1000; i++) {
      series.add(i * 100L, hash(i));
      series.dropBefore(i * 100L - 2_000);
    }

    assertThat(series.size()).isEqualTo(21);
    assertThat(series.millis(0)).isEqualTo(97_900);
    assertThat(series.hash(0)).isEqualTo(hash(979));
    assertThat(series.distance(20, hash(999))).isZero();
    assertThat(HashSeries.of(series.toLongs()).toLongs()).isEqualTo(series.toLongs());
  }

  @Test
  void finds_the_nearest_in_time_within_the_tolerance() {
    HashSeries series = new HashSeries();
    series.add(100, hash(0));
    series.add(200, hash(1));
    series.add(1_000, hash(2));

    assertThat(series.nearest(149, 100)).isZero();
    assertThat(series.nearest(150, 100)).isZero();
    assertThat(series.nearest(151, 100)).isEqualTo(1);
    assertThat(series.nearest(600, 300)).isEqualTo(-1);
    assertThat(series.nearest(5_000, 4_000)).isEqualTo(2);
    assertThat(new HashSeries().nearest(0, 1_000)).isEqualTo(-1);
  }

  @Test
  void refuses_what_comes_before_its_newest() {
    HashSeries series = new HashSeries();
    series.add(100, hash(0));

    assertThatThrownBy(() -> series.add(99, hash(1))).hasMessageContaining("99 ms");
  }

  private static FrameHash hash(int i) {
    return new FrameHash(i, 2L * i, 3L * i, 4L * i, 100);
  }
}
