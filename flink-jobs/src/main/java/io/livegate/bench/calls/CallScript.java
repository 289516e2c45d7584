package io.livegate.bench.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What happens in one call.
 *
 * @param session its name
 * @param person whose video it is made of, by its place
 * @param incident null for a call in which nothing happens
 * @param fromMillis when the incident begins; the call's end where there is none
 * @param untilMillis when the person is back
 * @param endMillis the call's length
 * @param seed of all that is random in its pictures
 */
public record CallScript(
    String session,
    int person,
    @Nullable Incident incident,
    long fromMillis,
    long untilMillis,
    long endMillis,
    long seed) {

  /** Nothing happens before: the gate is over, and the call is one. */
  static final long EARLIEST_MILLIS = 20_000;

  /** How long the person is back before the call ends: what comes in it still counts. */
  static final long AFTER_MILLIS = 10_000;

  static final long SHORTEST_MILLIS = 4_000;
  static final long LONGEST_MILLIS = 40_000;

  /** Calls of this length hold any incident. */
  public static final int FEWEST_SECONDS =
      (int) ((EARLIEST_MILLIS + LONGEST_MILLIS + AFTER_MILLIS) / 1000);

  /** The same as another session. */
  public CallScript named(String other) {
    return new CallScript(other, person, incident, fromMillis, untilMillis, endMillis, seed);
  }

  /**
   * Calm calls, then calls with an incident each. People and kinds take turns, moments and lengths
   * are drawn: short incidents as often as ones of twice their length.
   *
   * @param people how many there are
   * @param seconds length of a calm call, at least {@link #FEWEST_SECONDS}; the others end {@value
   *     #AFTER_MILLIS} ms after their incident
   * @return the same for the same arguments
   */
  public static List<CallScript> draw(
      int people, int calm, int eventful, List<Incident> kinds, int seconds, long seed) {
    Random random = new Random(seed);
    long end = seconds * 1000L;
    List<CallScript> calls = new ArrayList<>();
    for (int i = 0; i < calm; i++) {
      calls.add(new CallScript("calm-" + i, i % people, null, end, end, end, random.nextLong()));
    }
    for (int i = 0; i < eventful; i++) {
      // One on after each round of the people, lest each of them always shows the same.
      Incident incident = kinds.get((i + i / people) % kinds.size());
      double ratio = (double) LONGEST_MILLIS / SHORTEST_MILLIS;
      long lasts = Math.round(SHORTEST_MILLIS * Math.pow(ratio, random.nextDouble()) / 100) * 100;
      long room = end - AFTER_MILLIS - lasts - EARLIEST_MILLIS;
      long from = EARLIEST_MILLIS + Math.round(room * random.nextDouble() / 100) * 100;
      long until = from + lasts;
      calls.add(
          new CallScript(
              incident.id() + "-" + i,
              i % people,
              incident,
              from,
              until,
              until + AFTER_MILLIS,
              random.nextLong()));
    }
    return calls;
  }
}
