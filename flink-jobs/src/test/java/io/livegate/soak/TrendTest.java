package io.livegate.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.soak.Trend.Point;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

  private static final long MIB = 1 << 20;

  @Test
  void a_percent_of_the_mean_in_an_hour_is_a_slope_of_one() {
    // 99.5 to 100.5 MiB, a point a minute.
    Trend trend = Trend.of(line(1, 0));

    assertThat(trend.mean()).isCloseTo(100, within(0.01));
    assertThat(trend.slope()).isCloseTo(1, within(0.01));
    assertThat(trend.low()).isCloseTo(trend.high(), within(0.01));
    assertThat(trend.isWithin(2)).isTrue();
    assertThat(Trend.of(line(2.1, 0)).isWithin(2)).isFalse();
    assertThat(Trend.of(line(-2.1, 0)).isWithin(2)).isFalse();
  }

  @Test
  void noise_widens_the_interval_which_holds_the_true_slope_in_19_of_20_cases() {
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      Trend trend = Trend.of(noisy(1.5, seed));
      assertThat(trend.high() - trend.low()).isGreaterThan(1);
      held += trend.low() <= 1.5 && 1.5 <= trend.high() ? 1 : 0;
    }
    assertThat(held).isBetween(180, 199);
  }

  @Test
  void two_points_are_no_trend() {
    assertThatThrownBy(() -> Trend.of(line(1, 0).subList(0, 2)))
        .hasMessageContaining("there are 2: soak for longer");
  }

  private static List<Point> line(double slope, long noise) {
    return points(slope, new Random(0), noise);
  }

  private static List<Point> noisy(double slope, int seed) {
    return points(slope, new Random(seed), MIB);
  }

  private static List<Point> points(double slope, Random random, long noise) {
    return IntStream.rangeClosed(0, 60)
        .mapToObj(
            minute ->
                new Point(
                    1_000_000 + minute * 60_000L,
                    (long)
                        (MIB * (100 + slope * (minute / 60.0 - 0.5))
                            + noise * random.nextGaussian())))
        .toList();
  }
}
