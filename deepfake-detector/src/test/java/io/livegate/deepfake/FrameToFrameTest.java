package io.livegate.deepfake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameToFrameTest {

  private final Scratch scratch = new Scratch();

  @Test
  void aFaceDrawnAnewInEveryFrameFlickersMoreThanItsSurroundings() {
    Flicker swapped = new Flicker();
    Flicker genuine = new Flicker();
    double seen = Double.NaN;
    double quiet = Double.NaN;
    for (int i = 0; i < 5; i++) {
      Random anew = new Random(100 + i);
      Image redrawn = Portraits.picture(i, 1, (plane, at) -> plane[at] + 12 * anew.nextGaussian());
      Image filmed = Portraits.picture(i, 1, (plane, at) -> plane[at]);
      seen = swapped.observe(aligned(redrawn), i * 100L, scratch);
      quiet = genuine.observe(aligned(filmed), i * 100L, scratch);
    }
    assertThat(seen).isGreaterThan(0.3);
    assertThat(quiet).isEqualTo(0, within(0.15));
  }

  @Test
  void ofFramesFarApartNoneIsLookedAtForFlickerButTheFirst() {
    Flicker flicker = new Flicker();
    List<Long> wanted = new ArrayList<>();
    for (long at : new long[] {0, 100, 200, 1_200, 2_200, 3_200, 3_300, 3_400}) {
      if (flicker.wants(at)) {
        wanted.add(at);
      }
    }
    assertThat(wanted).containsExactly(0L, 100L, 200L, 1_200L, 3_300L, 3_400L);
  }

  @Test
  void framesFarApartShowNoFlickerAndNoJitter() {
    Flicker flicker = new Flicker();
    LandmarkJitter jitter = new LandmarkJitter();
    for (int i = 0; i < 5; i++) {
      Image filmed = Portraits.picture(i, 1, (plane, at) -> plane[at]);
      assertThat(flicker.observe(aligned(filmed), i * 500L, scratch)).isNaN();
      assertThat(jitter.observe(Portraits.landmarks(i), i * 500L)).isNaN();
    }
  }

  @Test
  void landmarksThatHopAgainstEachOtherJitterAndAHeadThatMovesDoesNot() {
    LandmarkJitter hopping = new LandmarkJitter();
    LandmarkJitter moving = new LandmarkJitter();
    Random random = new Random(1);
    double seen = Double.NaN;
    double quiet = Double.NaN;
    for (int i = 0; i < 5; i++) {
      float[] points = Portraits.landmarks(0);
      for (int k = 0; k < points.length; k++) {
        points[k] += (float) (2 * random.nextGaussian());
      }
      seen = hopping.observe(points, i * 100L);
      quiet = moving.observe(Portraits.landmarks(4 * i * i), i * 100L);
    }
    assertThat(seen).isGreaterThan(Math.log(0.01));
    assertThat(quiet).isLessThan(Math.log(0.001));
  }

  private AlignedFace aligned(Image image) {
    return AlignedFace.of(image, Portraits.face(), Flicker.size(), scratch);
  }
}
