package io.livegate.evaluate.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.evaluate.Cases;
import io.livegate.evaluate.manifest.Annotations.MarkedBlinks;
import io.livegate.evaluate.manifest.Annotations.Shut;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlinkRecallTest {

  private static final MarkedBlinks MARKS =
      new MarkedBlinks("a.mp4", 6, List.of(new Shut(1, 1.1), new Shut(3, 3)));

  @Test
  void aBlinkCountedSoonAfterTheEyesWereShutIsAHitAndOthersAreFalse() {
    assertThat(BlinkRecall.of(List.of(MARKS), List.of(clip("a.mp4", 1.5, 3.4))))
        .isEqualTo(new Figures.Blinks(2, 2, 0));
    assertThat(BlinkRecall.of(List.of(MARKS), List.of(clip("a.mp4", 1.6, 3.0, 4.0))))
        .isEqualTo(new Figures.Blinks(2, 1, 2));
  }

  @Test
  void aMarkIsHitOnce() {
    assertThat(BlinkRecall.of(List.of(MARKS), List.of(clip("a.mp4", 2.9, 3.1))))
        .isEqualTo(new Figures.Blinks(2, 1, 1));
  }

  @Test
  void twoBlinksAtOneMomentAreTwo() {
    MarkedBlinks close = new MarkedBlinks("a.mp4", 6, List.of(new Shut(1, 1), new Shut(1.2, 1.2)));
    assertThat(BlinkRecall.of(List.of(close), List.of(clip("a.mp4", 1.3, 1.3))))
        .isEqualTo(new Figures.Blinks(2, 2, 0));
  }

  @Test
  void whatNobodyLookedAtIsNeitherHitNorFalse() {
    assertThat(BlinkRecall.of(List.of(MARKS), List.of(clip("a.mp4", 1.2, 7.0), clip("b.mp4", 1.0))))
        .isEqualTo(new Figures.Blinks(2, 1, 0));
  }

  @Test
  void aFileThatWasNotJudgedMissesItsBlinks() {
    MarkedBlinks other = new MarkedBlinks("gone.mp4", 6, List.of(new Shut(2, 2)));
    assertThat(BlinkRecall.of(List.of(MARKS, other), List.of(clip("a.mp4", 1.2, 3.1))))
        .isEqualTo(new Figures.Blinks(3, 2, 0));
  }

  @Test
  void whereNothingCountsBlinksThereAreNoFigures() {
    assertThat(BlinkRecall.of(List.of(MARKS), List.of(Cases.clip("a", 5, "admitted"))))
        .isEqualTo(new Figures.Blinks(2, null, null));
  }

  /** Eight seconds at 10 frames a second; nothing is said in the first half second. */
  private static Case clip(String path, double... counted) {
    List<Moment> moments = new ArrayList<>();
    for (int at = 0; at <= 8_000; at += 100) {
      double count = 0;
      for (double blink : counted) {
        count += at >= Math.round(blink * 1000) ? 1 : 0;
      }
      moments.add(
          at < 500
              ? Cases.moment(at, "liveness.live", 1)
              : Cases.moment(at, "liveness.blinks", count));
    }
    return new Case(
        Cases.entry(path, "c", "live", 8),
        Medium.CLIP,
        "admitted",
        true,
        List.of(),
        List.of(),
        moments,
        false);
  }
}
