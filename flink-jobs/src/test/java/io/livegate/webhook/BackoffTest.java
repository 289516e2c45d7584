package io.livegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffTest {

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));

  @Property
  void waitsAreHalfDrawnAndNeverBeyondTheLongest(
      @ForAll @IntRange(min = 1, max = 1_000_000) int failures, @ForAll long seed) {
    long wait = BACKOFF.after(failures, Duration.ZERO, new Random(seed)).toMillis();
    long full = Math.min(60_000, 500L << Math.min(30, failures - 1));
    assertThat(wait).isBetween(full / 2, full);
  }

  @Property
  void aPlatformThatAsksForMoreGetsIt(
      @ForAll @LongRange(min = 0, max = 3600) long asked, @ForAll long seed) {
    Duration wait = BACKOFF.after(1, Duration.ofSeconds(asked), new Random(seed));
    assertThat(wait).isGreaterThanOrEqualTo(Duration.ofSeconds(asked));
  }
}
