package io.livegate.evaluate.count;

import static io.livegate.evaluate.Cases.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.evaluate.manifest.ManifestEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginalsTest {

  @Test
  void aColumnNamesTheOriginal() {
    ManifestEntry fake = entry("d/x.mp4", "d", "deepfake", 3, "original", "d/o.mp4");
    ManifestEntry original = entry("d/o.mp4", "d", "real", 9);
    assertThat(new Originals(List.of(fake, original)).of(fake)).isEqualTo(original);
  }

  @Test
  void twoHalvesOfOneFileAreAPair() {
    ManifestEntry fake =
        entry("d/x.mp4", "d", "deepfake", 3, "source_repo", "r", "source_path", "v/1.mp4");
    ManifestEntry original =
        entry("d/o.mp4", "d", "real", 3, "source_repo", "r", "source_path", "v/1.mp4");
    ManifestEntry other =
        entry("d/p.mp4", "d", "real", 3, "source_repo", "q", "source_path", "v/1.mp4");
    assertThat(new Originals(List.of(other, fake, original)).of(fake)).isEqualTo(original);
  }

  @Test
  void namesTellTheHalvesAndTheDonor() {
    ManifestEntry left = entry("d/set__a-1_left-real.mp4", "d", "real", 3);
    ManifestEntry right = entry("d/set__a-1_right-swap.mp4", "d", "deepfake", 3);
    ManifestEntry whole = entry("d/set__004.mp4", "d", "real", 3);
    ManifestEntry swapped = entry("d/set__004-982.mp4", "d", "deepfake", 3);
    ManifestEntry alone = entry("d/set__0040.mp4", "d", "deepfake", 3);
    Originals originals = new Originals(List.of(left, right, whole, swapped, alone));
    assertThat(originals.of(right)).isEqualTo(left);
    assertThat(originals.of(swapped)).isEqualTo(whole);
    assertThat(originals.of(alone)).isNull();
  }

  @Test
  void neighboursArePairedOnlyWhenAloneAndEquallyLong() {
    ManifestEntry fake = inFolder("d/out.mp4", "deepfake", 1.0, "demo/out.mp4");
    ManifestEntry target = inFolder("d/in.mp4", "real", 1.05, "demo/in.mp4");
    ManifestEntry longer = inFolder("d/in.mp4", "real", 2, "demo/in.mp4");
    ManifestEntry second = inFolder("d/out2.mp4", "deepfake", 1.0, "demo/out2.mp4");
    assertThat(new Originals(List.of(fake, target)).of(fake)).isEqualTo(target);
    assertThat(new Originals(List.of(fake, longer)).of(fake)).isNull();
    assertThat(new Originals(List.of(fake, target, second)).of(fake)).isNull();
  }

  private static ManifestEntry inFolder(String path, String label, double seconds, String source) {
    return entry(path, "d", label, seconds, "source_repo", "r", "source_path", source);
  }
}
