package io.livegate.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoakResultTest {

  @Test
  void says_it_in_one_line_and_is_steady_when_both_heap_and_resident_memory_are() {
    assertThat(result(1.9, -1.9).json())
        .isEqualTo(
            "{\"minutes\":30.0,\"load\":0.8,\"capacityPerSecond\":70.0,\"judgedPerSecond\":56.1,"
                + "\"shedPerSecond\":0.25,\"framesSent\":123456,\"sessions\":789,"
                + "\"accountingHolds\":true,"
                + "\"heapAfterGc\":{\"meanMiB\":90.5,\"slopePercentPerHour\":1.9,"
                + "\"interval95\":[1.4,2.4],\"samples\":60},"
                + "\"rss\":{\"meanMiB\":90.5,\"slopePercentPerHour\":-1.9,"
                + "\"interval95\":[-2.4,-1.4],\"samples\":60},\"rssPeakMiB\":120.5,"
                + "\"windowMinutes\":20.0,\"withinTwoPercent\":true}");
    assertThat(result(2.1, 0).withinTwoPercent()).isFalse();
    assertThat(result(0, -2.1).withinTwoPercent()).isFalse();
    assertThat(result(0, 2.1).text()).contains("+2.10 % an hour", "NOT steady");
  }

  private static SoakResult result(double heap, double rss) {
    return new SoakResult(
        30, 0.8, 70, 56.1, 0.25, 123_456, 789, true, of(heap), of(rss), 120.5, 20);
  }

  private static Trend of(double slope) {
    return new Trend(90.5, slope, slope - 0.5, slope + 0.5, 60);
  }
}
