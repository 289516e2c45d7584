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
    List<Planned> plan =
        new AttackSet(CLIPS, Set.of(AttackKind.LOOP), 2, true, Attack.CLEAN_BITS).plan();
    assertThat(plan).extracting(Planned::seed).containsExactly(1L, 2L, 1L, 2L, 3L, 4L, 3L, 4L);
    assertThat(plan)
        .extracting(p -> AttackPack.draw(p.kind(), p.range(), p.seed()).toString())
        .doesNotHaveDuplicates();
  }

  @Test
  void aPlainPackShowsEveryClipInTheSameWay() {
    List<Planned> plan =
        new AttackSet(CLIPS, Set.of(AttackKind.FREEZE), 1, false, Attack.CLEAN_BITS).plan();
    assertThat(plan)
        .extracting(Planned::file)
        .containsExactly(
            "a--freeze--seen--1.mp4",
            "a--freeze--unseen--1.mp4",
            "b--freeze--seen--1.mp4",
            "b--freeze--unseen--1.mp4");
  }

  @Test
  void aFitSeesNeitherAnUnseenKindNorAnUnseenHalf() {
    Set<AttackKind> kinds = Set.of(AttackKind.FREEZE, AttackKind.LOOP);
    List<Planned> plan =
        new AttackSet(CLIPS.subList(0, 1), kinds, 1, false, Attack.CLEAN_BITS).plan();
    assertThat(plan).hasSize(4);
    assertThat(plan)
        .filteredOn(Planned::forFitting)
        .extracting(Planned::file)
        .containsExactly("a--freeze--seen--1.mp4");
  }
}
