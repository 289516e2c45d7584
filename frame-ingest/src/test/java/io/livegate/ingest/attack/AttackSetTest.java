package io.livegate.ingest.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.ingest.attack.AttackSet.Planned;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttackSetTest {

  private static final List<Path> CLIPS = List.of(Path.of("a.mp4"), Path.of("b.mp4"));

  @Test
  void aVariedPackDrawsOtherValuesForEveryClipAndVideo() {
    List<Planned> plan = new AttackSet(CLIPS, Set.of(AttackKind.LOOP), 2, true).plan();
    assertThat(plan).extracting(Planned::seed).containsExactly(1L, 2L, 3L, 4L);
    assertThat(plan)
        .extracting(p -> AttackPack.draw(p.kind(), p.range(), p.seed()).toString())
        .doesNotHaveDuplicates();
  }

  @Test
  void aPlainPackShowsEveryClipInTheSameWay() {
    List<Planned> plan = new AttackSet(CLIPS, Set.of(AttackKind.LOOP), 2, false).plan();
    assertThat(plan).extracting(Planned::seed).containsExactly(1L, 2L, 1L, 2L);
    assertThat(plan)
        .extracting(Planned::file)
        .containsExactly(
            "a--loop--unseen--1.mp4",
            "a--loop--unseen--2.mp4",
            "b--loop--unseen--1.mp4",
            "b--loop--unseen--2.mp4");
  }
}
