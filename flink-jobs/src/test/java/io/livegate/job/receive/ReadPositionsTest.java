package io.livegate.job.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.receive.ReadPositions.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadPositionsTest {

  private final ReadPositions positions = new ReadPositions();

  @Test
  void aGapIsAsLongAsWhatIsMissing() {
    assertThat(positions.advance(0, 17)).as("the first start").isZero();
    assertThat(positions.advance(0, 18)).isZero();
    assertThat(positions.advance(0, 29)).isEqualTo(10);
    assertThat(positions.advance(1, 5)).as("another partition").isZero();
  }

  @Test
  void aTopicMadeAnewIsNoGap() {
    positions.advance(0, 100);

    assertThat(positions.advance(0, 0)).isZero();
    assertThat(positions.advance(0, 3)).isEqualTo(2);
  }

  @Test
  void aGapIsSeenByWhoeverReadsThePartitionAfterARestart() {
    ReadPositions first = new ReadPositions();
    ReadPositions second = new ReadPositions();
    first.advance(0, 9);
    second.advance(1, 19);
    ReadPositions later = restored(first.snapshot(true), second.snapshot(false));

    assertThat(later.advance(1, 25)).isEqualTo(5);
    assertThat(later.advance(0, 10)).isZero();
  }

  @Test
  void aPartitionNobodyHasReadYetIsKeptOnceAndTheFurthestPositionCounts() {
    ReadPositions first = restored(List.of(new Position(0, 10), new Position(1, 20)));
    ReadPositions second = restored(List.of(new Position(0, 10), new Position(1, 20)));
    second.advance(1, 20);

    assertThat(first.snapshot(true)).hasSize(2);
    assertThat(second.snapshot(false)).containsExactly(new Position(1, 21));
    ReadPositions later = restored(second.snapshot(false), first.snapshot(true));
    assertThat(later.advance(1, 21)).isZero();
    assertThat(later.advance(0, 12)).isEqualTo(2);
  }

  @SafeVarargs
  private static ReadPositions restored(List<Position>... tasks) {
    List<Position> union = new ArrayList<>();
    for (List<Position> task : tasks) {
      union.addAll(task);
    }
    ReadPositions restored = new ReadPositions();
    restored.restore(union);
    return restored;
  }
}
