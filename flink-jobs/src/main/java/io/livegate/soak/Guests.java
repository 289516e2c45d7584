package io.livegate.soak;

import io.livegate.drill.Pictures;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The load: always the same number of sessions of a few tenants, each there for a minute, coming
 * one after the other at even distances; one in five vanishes without a word. Nothing is drawn: at
 * any time there are as many young and as many old sessions of each kind as at any other, or the
 * memory they take would go up and down with them and hide what grows. Nobody listens to what is
 * decided: a session that is refused goes on sending, which is more work and not less.
 */
final class Guests {

  static final long STAY_MILLIS = 60_000;

  private static final int TENANTS = 4;
  private static final int VANISHING = 5;

  private final Pictures pictures;
  private final long gateMillis;
  private final Consumer<EncodedFrame> out;
  private final List<Place> places = new ArrayList<>();
  private int came;

  /** Where one session follows the other, all of them showing the same kind of pictures. */
  private static final class Place {
    private final int number;
    private long freeAtMillis;
    private int visits;
    private @Nullable Guest guest;

    Place(int number, long freeAtMillis) {
      this.number = number;
      this.freeAtMillis = freeAtMillis;
    }
  }

  /**
   * @param gateMillis how long a session is looked at closely, and sends more
   * @param out takes each record, in the order of its session
   */
  Guests(Pictures pictures, long gateMillis, Consumer<EncodedFrame> out) {
    this.pictures = pictures;
    this.gateMillis = gateMillis;
    this.out = out;
  }

  /**
   * So many from now on. Too many: those that came last end; too few: they come within a minute.
   */
  synchronized void resize(int sessions, long nowMillis) {
    while (places.size() > sessions) {
      Guest guest = places.remove(places.size() - 1).guest;
      if (guest != null) {
        send(guest.header(RecordKind.ENDED, nowMillis), new byte[0]);
      }
    }
    int more = sessions - places.size();
    for (int i = 0; i < more; i++) {
      places.add(new Place(places.size(), nowMillis + i * STAY_MILLIS / more));
    }
  }

  /** Who is to come comes, who is to go goes, everybody else sends what is due. */
  synchronized void tick(long nowMillis) {
    for (Place place : places) {
      if (nowMillis >= place.freeAtMillis) {
        change(place, nowMillis);
      }
      Guest guest = place.guest;
      if (guest != null && guest.isDue(nowMillis)) {
        byte[] picture = guest.picture();
        send(guest.header(RecordKind.FRAME, nowMillis), picture);
      }
    }
  }

  private void change(Place place, long nowMillis) {
    Guest before = place.guest;
    if (before != null && (place.number + place.visits) % VANISHING != 0) {
      send(before.header(RecordKind.ENDED, nowMillis), new byte[0]);
    }
    SessionKey key = new SessionKey("soak-" + place.number % TENANTS, "guest-" + came++);
    Guest guest = new Guest(key, Guest.reel(pictures, place.number), nowMillis, gateMillis);
    place.guest = guest;
    place.visits++;
    place.freeAtMillis += STAY_MILLIS;
    send(guest.header(RecordKind.STARTED, nowMillis), new byte[0]);
  }

  private void send(FrameHeader header, byte[] bytes) {
    out.accept(new EncodedFrame(header, bytes));
  }

  synchronized int size() {
    return places.size();
  }

  /** Sessions that ever came. */
  synchronized int came() {
    return came;
  }
}
