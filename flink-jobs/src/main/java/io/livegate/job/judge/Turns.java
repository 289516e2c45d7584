package io.livegate.job.judge;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among the sessions with a frame waiting, and who gives way when there are too
 * many. Not thread-safe.
 *
 * <p>Among equals the one whose last turn is longest ago is next. Urgent ones go first, but after
 * {@value #URGENT_IN_A_ROW} of them one of the others has its turn, and the others keep their share
 * of the places. So nobody starves, however much others send.
 *
 * @param <P> who waits
 */
final class Turns<P extends Turns.Place> {

  static final int URGENT_IN_A_ROW = 3;

  private static final Comparator<Place> LONGEST_AGO =
      Comparator.<Place>comparingLong(place -> place.lastTurn)
          .thenComparingLong(place -> place.number);

  /** Where a session stands. */
  abstract static class Place {

    final long number;
    long lastTurn;
    boolean urgent;

    /** Where it waits; null while it does not. */
    @Nullable TreeSet<? extends Place> queue;

    Place(Turns<?> turns) {
      // As if it had just had its turn: a crowd that arrives does not go before those that wait.
      this.lastTurn = turns.taken;
      this.number = turns.places++;
    }

    final boolean isWaiting() {
      return queue != null;
    }
  }

  private final TreeSet<P> urgent = new TreeSet<>(LONGEST_AGO);
  private final TreeSet<P> others = new TreeSet<>(LONGEST_AGO);
  private int urgentInARow;
  private long taken;
  private long places;

  /** Whether it goes before others from now on. */
  void setUrgent(P place, boolean isUrgent) {
    if (place.urgent == isUrgent) {
      return;
    }
    boolean waits = place.isWaiting();
    leave(place);
    place.urgent = isUrgent;
    if (waits) {
      join(place);
    }
  }

  /** It waits for its turn. */
  void join(P place) {
    TreeSet<P> queue = place.urgent ? urgent : others;
    queue.add(place);
    place.queue = queue;
  }

  /** It waits no more. */
  void leave(P place) {
    if (place.queue != null) {
      place.queue.remove(place);
      place.queue = null;
    }
  }

  /** Whose turn it is; it waits no more. Null where nobody waits. */
  @Nullable P next() {
    boolean othersTurn = !others.isEmpty() && (urgent.isEmpty() || urgentInARow >= URGENT_IN_A_ROW);
    P place = othersTurn ? others.pollFirst() : urgent.pollFirst();
    if (place != null) {
      urgentInARow = othersTurn ? 0 : urgentInARow + 1;
      place.queue = null;
    }
    return place;
  }

  /** It has its turn now, and goes behind the others with the next. */
  void take(P place) {
    place.lastTurn = ++taken;
  }

  /**
   * Who gives way to one more frame when {@code capacity} wait already: of those that are not
   * urgent the one whose turn was last; if few of those wait, the urgent one whose turn was last.
   *
   * @return null if the newcomer does
   */
  @Nullable P victim(P newcomer, int capacity) {
    int share = capacity / (URGENT_IN_A_ROW + 1);
    if (!newcomer.urgent && others.size() < share && !urgent.isEmpty()) {
      return urgent.last();
    }
    boolean ofTheUrgent = newcomer.urgent && others.size() <= share && !urgent.isEmpty();
    P last = lastOf(ofTheUrgent ? urgent : others);
    if (last == null) {
      return null;
    }
    boolean isEqual = last.urgent == newcomer.urgent;
    return isEqual && LONGEST_AGO.compare(last, newcomer) < 0 ? null : last;
  }

  private static <P> @Nullable P lastOf(TreeSet<P> queue) {
    return queue.isEmpty() ? null : queue.last();
  }
}
