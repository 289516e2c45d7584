package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.CaptureTimes;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the source's clock may say of a camera, and what it may not. */
class CadenceTest {

  private static final int FRAMES = 120;

  /** From here on the shipped policy asks for a task. */
  private static final double SUSPECT = 0.04;

  @Property(tries = 300)
  void framesFedInBunchesAreFound(
      @ForAll @IntRange(min = 3, max = 9) int bunch,
      @ForAll @IntRange(min = 0, max = 6) int apart,
      @ForAll @IntRange(min = 15, max = 60) int rate) {
    double period = 1000.0 / rate;
    IntToDoubleFunction fed = i -> (i - i % bunch) * period + i % bunch * apart;
    if (apart + 1 < period / 4) { // else it is hardly a bunch
      assertThat(value(fed)).isGreaterThan(0.5);
    }
  }

  @Property(tries = 200)
  void stampsMadeUpAtRandomAreFound(
      @ForAll long seed, @ForAll @IntRange(min = 30, max = 60) int rate) {
    Random random = new Random(seed);
    double[] at = new double[FRAMES];
    for (int i = 1; i < FRAMES; i++) {
      at[i] = at[i - 1] - Math.log(1 - random.nextDouble()) * 1000 / rate;
    }
    assertThat(value(i -> at[i])).isGreaterThan(SUSPECT);
  }

  @Property(tries = 500)
  void aCameraWithStampsThatErrIsNot(
      @ForAll long seed,
      @ForAll @IntRange(min = 5, max = 60) int rate,
      @ForAll @DoubleRange(min = 0, max = 0.12) double jitter,
      @ForAll @DoubleRange(min = 0, max = 0.9) double lost) {
    Random random = new Random(seed);
    double period = 1000.0 / rate;
    double[] at = new double[FRAMES];
    int beat = 0;
    for (int i = 0; i < FRAMES; i++) {
      do {
        beat++;
      } while (random.nextDouble() < lost);
      double off = Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
      at[i] = (beat + jitter * off) * period;
    }
    assertThat(value(i -> at[i])).isLessThan(SUSPECT);
  }

  @Property(tries = 200)
  void aBusyMachineThatStampsSomeFramesLateIsNot(@ForAll long seed) {
    Random random = new Random(seed);
    double[] at = new double[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      double late = random.nextDouble() < 0.08 ? random.nextDouble() * 30 : 0;
      at[i] = i * 33.333 + late;
    }
    assertThat(value(i -> at[i])).isZero();
  }

  @Property(tries = 200)
  void aScreenRecordedWhenItChangesIsNot(@ForAll long seed) {
    Random random = new Random(seed);
    double[] at = new double[FRAMES];
    for (int i = 1; i < FRAMES; i++) {
      double wait = -Math.log(1 - random.nextDouble()) * 40;
      at[i] = at[i - 1] + 1000.0 / 60 + (seed % 2 == 0 ? wait : Math.rint(wait * 0.06) / 0.06);
    }
    assertThat(value(i -> at[i])).isZero();
  }

  @Test
  void anExposureThatGrowsInBadLightIsNot() {
    assertThat(value(i -> i * 33.3 + i * i * 0.14)).isZero();
  }

  @Test
  void aRateThatIsHalvedAGapOfTwoSecondsAndTicksAreNot() {
    assertThat(value(i -> i < 60 ? i * 33.3 : 60 * 33.3 + (i - 60) * 66.7)).isZero();
    assertThat(value(i -> i * 16.683 + (i > 50 ? 2_000 : 0))).isZero();
    assertThat(value(i -> Math.floor(i * 3003 / 90.0))).isZero();
  }

  @Test
  void everyThirdBeatLeftOutIsNot() {
    assertThat(value(i -> i / 2 * 100 + i % 2 * 33.3)).isZero();
  }

  @Test
  void oneSlipIsForgiven() {
    IntToDoubleFunction noBeat = i -> i * 40 + (i * 17 % 29);
    assertThat(value(i -> noBeat.applyAsDouble(i) + (i == 60 ? 25 : 0))).isZero();
  }

  @Test
  void aSourceThatDoesNotSayIsNotJudged() {
    assertThat(new Cadence().observe(CaptureTimes.NONE).isPresent()).isFalse();
    assertThat(observed(i -> i * 3, Cadence.FEWEST).isPresent()).isFalse();
    assertThat(observed(i -> i * 3, Cadence.FEWEST + 1).isPresent()).isTrue();
  }

  private static double value(IntToDoubleFunction millis) {
    Reading last = observed(millis, FRAMES);
    return last.isPresent() ? last.value() : 0;
  }

  /** Rounded to a millisecond, as the header has them. */
  private static Reading observed(IntToDoubleFunction millis, int frames) {
    long[] at =
        IntStream.range(0, frames).mapToLong(i -> Math.round(millis.applyAsDouble(i))).toArray();
    return new Cadence()
        .observe(
            CaptureTimes.NONE.plus(
                IntStream.range(1, frames)
                    .mapToObj(i -> (int) Math.max(0, at[i] - at[i - 1]))
                    .toList()));
  }
}
