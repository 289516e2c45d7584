package io.livegate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.deepfake.Suspicion;
import io.livegate.fit.SuspicionFit.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
              fake || i < 6 ? Set.of("tool" + i % 3) : Set.of(),
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

  /** Or what an original shared by two tells of the one would be known to the fit without it. */
  @Test
  void anOriginalOfSeveralGeneratorsIsLeftOutWithEachOfThem() {
    List<Clip> clips = new ArrayList<>(clips());
    Map<String, Double> odd = Map.of("tells", 0.0, "other", 0.0);
    clips.add(new Clip("shared", false, Set.of("tool0", "tool1"), odd));
    List<LeaveOneGeneratorOut.Row> rows = LeaveOneGeneratorOut.of(clips, SuspicionFit.of(clips));
    assertThat(rows).extracting(LeaveOneGeneratorOut.Row::unseen).containsExactly(2, 2, 1);
  }

  @Test
  void aGeneratorWithoutWhichTooFewAreLeftHasNoRow() {
    List<Clip> clips = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Set<String> tools = i >= 5 ? Set.of() : Set.of(i < 3 ? "of-three" : "of-two");
      clips.add(
          new Clip("clip" + i, i < 5, tools, Map.of("tells", 0.1 * i, "more", 1.0 / (i + 1))));
    }
    assertThat(LeaveOneGeneratorOut.of(clips, SuspicionFit.of(clips)))
        .extracting(LeaveOneGeneratorOut.Row::generator)
        .containsExactly("of-two");
  }

  @Test
  void saysWhatItIsMissing() {
    assertThatThrownBy(() -> SuspicionFit.of(clips().subList(0, 4)))
        .hasMessageContaining("at least 3 fakes and as many genuine clips");
  }
}
