package io.livegate.policy.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class BreakerTest {

  private static final long START = 1_720_000_000_000L;
  private static final BreakerSettings SETTINGS =
      new BreakerSettings(true, Duration.ofMinutes(1), 30, 4, Duration.ofMinutes(10));

  private final Breaker breaker = new Breaker(SETTINGS);
  private BreakerState state = new BreakerState();
  private final Random random = new Random(5);
  private long now = START;

  /**
   * Decisions at an even pace.
   *
   * @return why it tripped, with when that was left in {@code now}; null if it did not
   */
  private @Nullable String run(Duration time, int perMinute, double refused, double removed) {
    long step = 60_000 / perMinute;
    for (long end = now + time.toMillis(); now < end; now += step) {
      boolean refuse = random.nextDouble() < refused;
      String why =
          breaker.count(state, refuse ? CountedOutcome.REFUSED : CountedOutcome.ADMITTED, now);
      if (why == null && !refuse && random.nextDouble() < removed) {
        why = breaker.count(state, CountedOutcome.REMOVED, now);
      }
      if (why != null) {
        return why;
      }
    }
    return null;
  }

  @Example
  void aModelThatRefusesEverybodyTripsItWithinTheWindow() {
    assertThat(run(Duration.ofHours(2), 120, 0.1, 0.01)).isNull();
    long broken = now;
    String why = run(Duration.ofMinutes(5), 120, 0.97, 0);
    assertThat(why).contains("were refused").contains("is usual here");
    assertThat(now - broken).isLessThan(60_000);
  }

  @Example
  void aModelThatFindsFaultWithEverybodyInsideTripsIt() {
    assertThat(run(Duration.ofHours(2), 120, 0.1, 0.01)).isNull();
    assertThat(run(Duration.ofMinutes(5), 120, 0.1, 0.6)).contains("disconnected or banned");
  }

  @Example
  void aPlatformThatBeginsWithABrokenModelIsMeasuredAgainstWhatIsToBeExpected() {
    assertThat(run(Duration.ofMinutes(2), 60, 1, 0)).isNotNull();
  }

  @Property(tries = 2000)
  void whatIsUsualNeverTripsItHoweverManyCome(
      @ForAll @DoubleRange(max = 0.3) double refused, @ForAll @IntRange(min = 1, max = 20) int k) {
    state = new BreakerState();
    assertThat(run(Duration.ofHours(1), 60, refused, 0.01)).isNull();
    assertThat(run(Duration.ofMinutes(10), 60 * k, refused, 0.01)).isNull();
  }

  @Example
  void aFewRefusalsProveNothing() {
    assertThat(run(Duration.ofHours(2), 20, 1, 0)).isNull();
  }

  @Example
  void itRecoversOnlyAfterACalmThatLasts() {
    run(Duration.ofHours(1), 120, 0.1, 0);
    assertThat(run(Duration.ofMinutes(5), 120, 1, 0)).isNotNull();
    assertThat(recovers(Duration.ofMinutes(30), 0.97)).as("nothing was mended").isFalse();
    assertThat(recovers(Duration.ofMinutes(9), 0.1)).as("calm for too short").isFalse();
    assertThat(recovers(Duration.ofMinutes(2), 0.9)).as("and again").isFalse();
    assertThat(recovers(Duration.ofMinutes(9), 0.1)).as("the calm began anew").isFalse();
    assertThat(recovers(Duration.ofMinutes(3), 0.1)).isTrue();
  }

  @Example
  void silenceIsNoCalm() {
    run(Duration.ofHours(1), 120, 0.1, 0);
    run(Duration.ofMinutes(5), 120, 1, 0);
    now += Duration.ofHours(5).toMillis();
    assertThat(breaker.hasRecovered(state, now)).isFalse();
    now += Duration.ofHours(5).toMillis();
    assertThat(breaker.hasRecovered(state, now)).isFalse();
  }

  @Example
  void whatWouldHaveHappenedWhileTrippedDoesNotBecomeUsual() {
    run(Duration.ofHours(1), 120, 0.1, 0);
    run(Duration.ofMinutes(5), 120, 1, 0);
    recovers(Duration.ofHours(3), 1);
    breaker.reset(state);
    assertThat(run(Duration.ofMinutes(2), 120, 1, 0)).isNotNull();
  }

  private boolean recovers(Duration time, double refused) {
    boolean recovered = false;
    for (long end = now + time.toMillis(); now < end; now += 500) {
      boolean refuse = random.nextDouble() < refused;
      breaker.countTripped(state, refuse ? CountedOutcome.REFUSED : CountedOutcome.ADMITTED, now);
      if (now / breaker.partMillis() != (now - 500) / breaker.partMillis()) {
        recovered |= breaker.hasRecovered(state, now);
      }
    }
    return recovered;
  }
}
