package io.livegate.soak;

import io.livegate.drill.Pictures;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The load: always the same number of sessions of a few tenants, each there for 20 to 100 seconds.
 * One in five vanishes without a word. Nobody listens to what is decided: a session that is refused
 * goes on sending, which is more work and not less.
 */
final class Guests {

  private static final int TENANTS = 4;
  private static final long SHORTEST_STAY_MILLIS = 20_000;
  private static final int STAY_SPREAD_MILLIS = 80_000;
  private static final double VANISHING = 0.2;

  private final Pictures pictures;
  private final long gateMillis;
  private final Random random;
  private final Consumer<EncodedFrame> out;
  private final List<Guest> present = new ArrayList<>();
  private int size;
  private int came;

  /**
   * @param gateMillis how long a session is looked at closely, and sends more
   * @param out takes each record, in the order of its session
   */
  Guests(Pictures pictures, long gateMillis, long seed, Consumer<EncodedFrame> out) {
    this.pictures = pictures;
    this.gateMillis = gateMillis;
    this.random = new Random(seed);
    this.out = out;
  }

  /** Seconds a session is there, on average. */
  static double meanStaySeconds() {
    return (SHORTEST_STAY_MILLIS + STAY_SPREAD_MILLIS / 2.0) / 1000;
  }

  /** So many from now on. Too many: those that came first end. */
  synchronized void resize(int sessions, long nowMillis) {
    size = sessions;
    while (present.size() > size) {
      end(present.remove(0), nowMillis);
    }
  }

  /** Who is to come comes, who is to go goes, everybody else sends what is due. */
  synchronized void tick(long nowMillis) {
    for (Iterator<Guest> each = present.iterator(); each.hasNext(); ) {
      Guest guest = each.next();
      if (guest.leaves(nowMillis)) {
        each.remove();
        if (!guest.isVanishing()) {
          end(guest, nowMillis);
        }
      } else if (guest.isDue(nowMillis)) {
        byte[] picture = guest.picture();
        send(guest.header(RecordKind.FRAME, nowMillis), picture);
      }
    }
    while (present.size() < size) {
      Guest guest = next(nowMillis);
      present.add(guest);
      send(guest.header(RecordKind.STARTED, nowMillis), new byte[0]);
    }
  }

  private Guest next(long nowMillis) {
    int number = came++;
    SessionKey key = new SessionKey("soak-" + number % TENANTS, "guest-" + number);
    return new Guest(
        key,
        Guest.reel(pictures, number),
        nowMillis,
        gateMillis,
        SHORTEST_STAY_MILLIS + random.nextInt(STAY_SPREAD_MILLIS),
        random.nextDouble() < VANISHING);
  }

  private void end(Guest guest, long nowMillis) {
    send(guest.header(RecordKind.ENDED, nowMillis), new byte[0]);
  }

  private void send(FrameHeader header, byte[] bytes) {
    out.accept(new EncodedFrame(header, bytes));
  }

  synchronized int size() {
    return size;
  }

  /** Sessions that ever came. */
  synchronized int came() {
    return came;
  }
}
