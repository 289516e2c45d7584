package io.livegate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.deepfake.Suspicion;
import io.livegate.fit.SuspicionFit.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuspicionFitTest {

  /** "tells" lies three spreads apart, "wrong" points the wrong way, "noise" says nothing. */
  private static List<Clip> clips() {
    Random random = new Random(3);
    List<Clip> clips = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean fake = i % 2 == 0;
      clips.add(
          new Clip(
              "clip" + i,
              fake,
              fake ? "tool" + i % 3 : i < 6 ? "tool" + i % 3 : "",
              Map.of(
                  "tells",
                  random.nextGaussian() + (fake ? 3 : 0),
                  "wrong",
                  random.nextGaussian() - (fake ? 1 : 0))));
    }
    return clips;
  }

  @Test
  void aScoreThatPointsTheWrongWayCountsNothing() {
    Suspicion suspicion = SuspicionFit.of(clips());
    assertThat(suspicion.scores()).containsOnlyKeys("tells");
  }

  @Test
  void genuineClipsStayBelowEvenOdds() {
    List<Clip> clips = clips();
    Suspicion suspicion = SuspicionFit.of(clips);
    assertThat(clips)
        .filteredOn(clip -> !clip.fake())
        .allMatch(clip -> suspicion.of(clip.means()) < 0.5);
  }

  @Test
  void aGeneratorLeftOutIsScoredByAFitWithoutIt() {
    List<Clip> clips = clips();
    List<LeaveOneGeneratorOut.Row> rows = LeaveOneGeneratorOut.of(clips, SuspicionFit.of(clips));
    assertThat(rows).extracting(LeaveOneGeneratorOut.Row::generator).hasSize(3);
    assertThat(rows).allMatch(row -> row.leftOut() > 0.9 && row.fakes() > 0);
  }

  @Test
  void saysWhatItIsMissing() {
    assertThatThrownBy(() -> SuspicionFit.of(clips().subList(0, 4)))
        .hasMessageContaining("at least 3 fakes and as many genuine clips");
  }
}
