package io.livegate.ingest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.GreyImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeWatchTest {

  private static final SamplingPlan PLAN =
      new SamplingPlan(10, Duration.ZERO, 1, 10, Duration.ofSeconds(2), 4);

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
    ChangeDetector detector = new ChangeDetector();
    detector.judged(scene(1, 0, 0));
    assertThat(detector.isAnother(scene(1, 2, 0))).isFalse();
    assertThat(detector.isAnother(scene(1, 0, 30))).isFalse();
    assertThat(detector.isAnother(scene(2, 0, 0))).isTrue();
  }

  @Test
  void withoutLooksThePlanAloneDecides() {
    SamplingPlan blind = new SamplingPlan(10, Duration.ZERO, 1, 10, Duration.ofSeconds(2), 0);
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
