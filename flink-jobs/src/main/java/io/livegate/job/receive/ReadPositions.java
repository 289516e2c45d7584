package io.livegate.job.receive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far each partition of {@code livegate.frames} was read, to see when records were deleted
 * before their turn: then the next offset is not the one expected.
 *
 * <p>Partitions change hands when a job is restored, and nobody says to whom. So every task
 * restores all positions, and keeps those of the partitions it reads; the first task keeps the
 * others as well. The furthest position of a partition is the true one.
 */
public final class ReadPositions {

  /** A partition and the offset expected next in it. */
  public record Position(int partition, long nextOffset) {}

  private final Map<Integer, Long> next = new HashMap<>();
  private final Set<Integer> read = new HashSet<>();

  /**
   * A record was read.
   *
   * @return how many before it are missing
   */
  public long advance(int partition, long offset) {
    Long expected = next.put(partition, offset + 1);
    read.add(partition);
    // An earlier one than expected: the topic was made anew.
    return expected == null ? 0 : Math.max(0, offset - expected);
  }

  /** Whether a record of it was read since this task began. */
  public boolean isReading(int partition) {
    return read.contains(partition);
  }

  /**
   * @param all those of partitions read by nobody yet, too: exactly one task says so
   */
  public List<Position> snapshot(boolean all) {
    List<Position> positions = new ArrayList<>();
    next.forEach(
        (partition, offset) -> {
          if (all || read.contains(partition)) {
            positions.add(new Position(partition, offset));
          }
        });
    return positions;
  }

  public void restore(Iterable<Position> positions) {
    positions.forEach(p -> next.merge(p.partition(), p.nextOffset(), Math::max));
  }
}
