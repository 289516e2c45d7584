package io.livegate.evaluate.count;

import static io.livegate.evaluate.Cases.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.stats.Rate;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private final Buckets buckets;

  BucketsTest() throws PolicyException {
    buckets = new Buckets(new Rulings(PolicyParser.parse(PolicyFile.bundled().text(), "default")));
  }

  @Test
  void aClipStandsInEveryBucketItBelongsTo() {
    Case darkAndSmall = clip("live", "refused", 0.2, 300, 60, "man with glasses");
    Case plain = clip("replay", "admitted", 0.5, 300, 120, "a man without glasses");
    Case blurred = clip("live", "admitted", 0.5, 20, 120, "");
    Map<String, Buckets.Bucket> found = buckets.byQuality(List.of(darkAndSmall, plain, blurred));
    assertThat(found.keySet())
        .containsExactly("dark", "blurred", "small face", "glasses", "none of these");
    assertThat(found.get("dark")).isEqualTo(new Buckets.Bucket(new Rate(1, 1), new Rate(0, 0)));
    assertThat(found.get("blurred")).isEqualTo(new Buckets.Bucket(new Rate(0, 1), new Rate(0, 0)));
    assertThat(found.get("small face"))
        .isEqualTo(new Buckets.Bucket(new Rate(1, 1), new Rate(0, 0)));
    assertThat(found.get("glasses")).isEqualTo(new Buckets.Bucket(new Rate(1, 1), new Rate(0, 0)));
    assertThat(found.get("none of these"))
        .isEqualTo(new Buckets.Bucket(new Rate(0, 0), new Rate(1, 1)));
  }

  @Test
  void skinToneIsOnlyWhatTheManifestSays() {
    assertThat(buckets.bySkinTone(List.of(clip("live", "admitted", 0.5, 90, 99, "a man"))))
        .isEmpty();
    assertThat(
            buckets.bySkinTone(
                List.of(clip("live", "refused", 0.5, 90, 99, "darker skin tone, office"))))
        .containsExactly(
            Map.entry("darker skin", new Buckets.Bucket(new Rate(1, 1), new Rate(0, 0))));
  }

  private static Case clip(
      String label, String outcome, double light, double sharp, double width, String notes) {
    ManifestEntry entry = entry(label + ".mp4", "c", label, 9, "notes", notes);
    double[] scores = new double[KnownSignals.count()];
    scores[KnownSignals.indexOf("quality.brightness")] = light;
    scores[KnownSignals.indexOf("quality.sharpness")] = sharp;
    scores[KnownSignals.indexOf("quality.faceWidth")] = width;
    return new Case(
        entry,
        Medium.CLIP,
        outcome,
        outcome.equals("admitted"),
        List.of(),
        List.of(),
        List.of(new Moment(0, scores)),
        false);
  }
}
