package io.livegate.ingest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.GreyImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeWatchTest {

  private static final SamplingPlan PLAN = plan(4);

  @Test
  void aSecondOfAnotherSceneIsLookedAtCloselyWhereverItLies() {
    for (int start = 5_000; start < 55_000; start += 1_330) {
      int from = start;
      List<Long> judged = judged(60_000, at -> at >= from && at < from + 1_000);
      assertThat(judged.stream().filter(at -> at >= from && at < from + 1_000))
          .as("from %d", start)
          .hasSizeGreaterThanOrEqualTo(6);
    }
  }

  @Test
  void aQuietSessionIsLookedAtNoOftenerThanThePlanSays() {
    assertThat(judged(60_000, at -> false)).hasSizeBetween(59, 61);
  }

  @Test
  void aRestlessSessionCostsABoundedMultiple() {
    List<Long> judged = judged(60_000, at -> at / 700 % 2 == 0);
    assertThat(judged).hasSizeLessThan(60 * 6);
  }

  @Test
  void smallMovementAndMoreLightAreTheSameScene() {
    assertThat(changes(scene(1, 0, 0), scene(1, 2, 0))).isZero();
    assertThat(changes(scene(1, 0, 0), scene(1, 0, 30))).isZero();
    assertThat(changes(scene(1, 0, 0), scene(2, 0, 0))).isEqualTo(1);
  }

  @Test
  void somebodyLargeWhoKeepsMovingCostsAboutThePlannedRate() {
    Sampler sampler = new Sampler(PLAN);
    ChangeWatch watch = new ChangeWatch(PLAN);
    int judged = 0;
    for (long at = 0; at < 60_000; at += 100) {
      boolean due = sampler.due(at);
      if (watch.wants(at)) {
        due = watch.isDue(moving(at), due, at, sampler);
      }
      judged += due ? 1 : 0;
    }
    assertThat(judged).isLessThan(66);
    assertThat(watch.isDue(scene(2, 0, 0), false, 60_000, sampler)).as("a cut").isTrue();
  }

  @Test
  void whereNothingMovesALittleIsAChange() {
    GreyImage scene = scene(1, 0, 0);
    GreyImage shifted = scene(1, 2, 0);
    ChangeDetector detector = new ChangeDetector();
    detector.difference(scene);
    assertThat(detector.difference(shifted)).isBetween(4.0, ChangeDetector.cutFrom(200));

    ChangeWatch still = new ChangeWatch(PLAN);
    ChangeWatch restless = new ChangeWatch(PLAN);
    Sampler sampler = new Sampler(PLAN);
    for (long at = 0; at < 20_000; at += 200) {
      still.isDue(scene, false, at, sampler);
      restless.isDue(at / 200 % 2 == 0 ? scene : shifted, false, at, sampler);
    }
    assertThat(still.isDue(shifted, false, 20_000, sampler)).isTrue();
    assertThat(restless.isDue(shifted, false, 20_000, sampler)).as("its habit").isFalse();
  }

  @Test
  void noHabitHidesACut() {
    ChangeWatch watch = new ChangeWatch(PLAN);
    for (long at = 0; at < 60_000; at += 200) {
      watch.isDue(scene(1 + (int) (at / 200 % 2), 0, 0), false, at, new Sampler(PLAN));
    }
    assertThat(watch.changes()).isEqualTo(299);
  }

  @Test
  void whatWasSeenLongAgoIsNotComparedWith() {
    ChangeWatch watch = new ChangeWatch(PLAN);
    Sampler sampler = new Sampler(PLAN);
    watch.isDue(scene(1, 0, 0), true, 0, sampler);
    assertThat(watch.isDue(scene(2, 0, 0), false, 17_000, sampler)).isFalse();
    assertThat(watch.isDue(scene(1, 0, 0), false, 17_250, sampler)).isTrue();
  }

  @Test
  void withoutLooksThePlanAloneDecides() {
    SamplingPlan blind = plan(0);
    assertThat(new ChangeWatch(blind).wants(0)).isFalse();
  }

  private interface Scene {
    boolean isOther(long atMillis);
  }

  private static List<Long> judged(long until, Scene scene) {
    Sampler sampler = new Sampler(PLAN);
    ChangeWatch watch = new ChangeWatch(PLAN);
    List<Long> judged = new ArrayList<>();
    for (long at = 0; at < until; at += 100) {
      boolean due = sampler.due(at);
      if (watch.wants(at)) {
        due = watch.isDue(scene(scene.isOther(at) ? 2 : 1, at / 100 % 3, 0), due, at, sampler);
      }
      if (due) {
        judged.add(at);
      }
    }
    return judged;
  }

  private static SamplingPlan plan(double looks) {
    return new SamplingPlan(
        10, Duration.ZERO, 1, 10, Duration.ofSeconds(2), looks, Duration.ZERO, Duration.ZERO);
  }

  private static int changes(GreyImage before, GreyImage after) {
    ChangeWatch watch = new ChangeWatch(PLAN);
    watch.isDue(before, true, 0, new Sampler(PLAN));
    watch.isDue(after, false, 250, new Sampler(PLAN));
    return watch.changes();
  }

  /** Something bright as wide as two fifths of the picture that goes from side to side. */
  private static GreyImage moving(long atMillis) {
    GreyImage scene = scene(1, 0, 0);
    int left = (int) Math.round(24 + 24 * Math.sin(atMillis / 400.0));
    for (int y = 0; y < 60; y++) {
      for (int x = left; x < left + 32; x++) {
        scene.luma()[y * 80 + x] = 250;
      }
    }
    return scene;
  }

  /** Large shapes that depend on the number, moved by some pixels. */
  private static GreyImage scene(int number, long shift, int light) {
    float[] luma = new float[80 * 60];
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 80; x++) {
        double wave = Math.sin((x + shift) / (6.0 + 5 * number)) + Math.cos(y / (9.0 - 2 * number));
        luma[y * 80 + x] = (float) Math.max(0, Math.min(255, 110 + light + 55 * wave));
      }
    }
    return new GreyImage(80, 60, luma);
  }
}
