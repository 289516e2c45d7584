package io.livegate.job.recur;

import io.livegate.hash.FrameHash;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one tenant showed, as hashes, and which running session shows it again.
 * Frames that do not move are not remembered. Not thread-safe.
 *
 * <p>A found recording is an ordered run: the session's frames follow a track's at one constant
 * offset in time for seconds, and their hashes change together (see {@link Alignment}). A single
 * near frame only says where to look.
 */
final class TenantMemory {

  /** Under this the paper on PDQ calls a hash worthless: hardly any structure. */
  private static final int MIN_QUALITY = 50;

  /** Less change is noise of the encoder: 2 to 8 bits on the development clips. */
  private static final int MOVED_BITS = 6;

  /**
   * A frame this near may be the same one, cut and re-encoded; unrelated pictures of the
   * development clips differ in 109 bits and more.
   */
  private static final int NEAR_BITS = 80;

  private static final int NEAREST_OF_A_TRACK = 3;
  private static final int MAX_TRACKS = 12;
  private static final int MAX_VISITS = 50_000;

  /**
   * Live, what was shown less long ago is one camera in two sessions, or a race that a relay could
   * win against the person it copies.
   */
  private static final long LIVE_LAG_MILLIS = 5_000;

  private static final long SILENCE_MILLIS = 60_000;

  /** Longer: who is named at the beginning may wait before there is a frame to see. */
  private static final long NAMED_MILLIS = 600_000;

  private final RecurrenceLimits limits;
  private final BandIndex index;
  private final Map<String, Track> tracks = new HashMap<>();
  private final Map<String, Watch> watches = new HashMap<>();
  private final Map<String, Named> devices = new HashMap<>();
  private final Set<PieceKey> changed = new LinkedHashSet<>();
  private long sweptMillis = Long.MIN_VALUE;

  /** The device that a running session named last, and when the session was last heard of. */
  private record Named(String device, long atMillis) {}

  TenantMemory(RecurrenceLimits limits) {
    this.limits = limits;
    this.index = new BandIndex(limits.framesPerTenant());
  }

  /** Takes in which device a session is of; any of its records may say so, and not all do. */
  void hear(Signals signals) {
    if (limits.live()) {
      dropSilent(signals.atMillis());
    }
    String session = signals.session();
    String before = device(session);
    Track own = tracks.get(session);
    String inherited = before == null && own != null ? own.device : before;
    String device = signals.device() == null ? inherited : signals.device();
    if (device == null) {
      return;
    }
    devices.put(session, new Named(device, signals.atMillis()));
    Watch watch = watches.get(session);
    if (watch != null && !device.equals(before)) {
      watch.forget(track -> device.equals(track.device));
    }
    if (own != null && own.device == null) {
      own.device = device;
      change(own);
      watches.forEach(
          (other, its) -> {
            if (device.equals(device(other))) {
              its.forget(track -> track == own);
            }
          });
    }
  }

  private @Nullable String device(String session) {
    Named named = devices.get(session);
    return named == null ? null : named.device();
  }

  /**
   * Takes a judged frame in. Of a session that several witnesses watch the first one counts.
   *
   * @param signals with a hash
   * @return for how many seconds the session has shown what another showed before; 0 when it does
   *     not now
   */
  double see(Signals signals) {
    String session = signals.session();
    long atMillis = signals.atMillis();
    FrameHash hash = Objects.requireNonNull(signals.hash(), "a record without a hash");
    if (limits.live()) {
      expire(atMillis - limits.memoryMillis());
    }
    hear(signals);
    Watch watch = watches.computeIfAbsent(session, s -> new Watch(signals.witness()));
    if (signals.witness() != watch.witness
        || hash.quality() < MIN_QUALITY
        || !watch.add(atMillis, hash)) {
      return watch.seconds();
    }
    Track own = tracks.get(session);
    if (own == null || isWorthRemembering(own, atMillis, hash)) {
      nominate(watch, signals, hash);
      watch.update();
      remember(own == null ? new Track(session, device(session), 0) : own, atMillis, hash);
    } else if (isDue(own, atMillis)) {
      watch.update(); // it stands still: what it matched grows old
    }
    return watch.seconds();
  }

  private boolean isDue(Track own, long atMillis) {
    return atMillis - own.frames.newestMillis() >= limits.gapMillis();
  }

  private boolean isWorthRemembering(Track own, long atMillis, FrameHash hash) {
    int newest = own.frames.size() - 1;
    return newest < 0 || isDue(own, atMillis) && own.frames.distance(newest, hash) >= MOVED_BITS;
  }

  private record Near(Track track, long millis, int distance) {}

  private void nominate(Watch watch, Signals signals, FrameHash hash) {
    long latest = limits.live() ? signals.atMillis() - LIVE_LAG_MILLIS : Long.MAX_VALUE;
    String device = device(signals.session());
    Map<Track, List<Near>> near = new HashMap<>();
    index.lookUp(
        hash,
        MAX_VISITS,
        (track, number) -> {
          int place = track.place(number);
          int distance = track.frames.distance(place, hash);
          long millis = track.frames.millis(place);
          if (distance <= NEAR_BITS
              && track.isElsewhere(signals.session(), device)
              && millis <= latest) {
            near.computeIfAbsent(track, t -> new ArrayList<>())
                .add(new Near(track, millis, distance));
          }
        });
    Comparator<Near> nearest =
        Comparator.comparingInt(Near::distance).thenComparingLong(Near::millis);
    near.values().forEach(frames -> frames.sort(nearest));
    near.values().stream()
        .sorted(
            Comparator.comparing((List<Near> frames) -> frames.get(0), nearest)
                .thenComparing(frames -> frames.get(0).track().session))
        .limit(MAX_TRACKS)
        .flatMap(frames -> frames.stream().limit(NEAREST_OF_A_TRACK))
        .forEach(found -> watch.suppose(found.track(), found.millis()));
  }

  private void remember(Track own, long atMillis, FrameHash hash) {
    while (index.isFull()) {
      forgetOldest();
    }
    tracks.put(own.session, own); // it may have been forgotten just now
    int number = own.add(atMillis, hash);
    index.add(own, number);
    changed.add(PieceKey.of(own.session, number));
  }

  private void forgetOldest() {
    Track track = index.oldestTrack();
    int number = index.oldestNumber();
    index.removeOldest();
    if (track != null) {
      track.forgetThrough(number);
      if (PieceKey.endsAt(number) || track.frames.size() == 0) {
        changed.add(PieceKey.of(track.session, number));
      }
      if (track.frames.size() == 0) {
        drop(track);
      }
    }
  }

  private void drop(Track track) {
    tracks.remove(track.session, track);
    watches.values().forEach(watch -> watch.forget(gone -> gone == track));
  }

  /** Forgets what was shown before this time. */
  void expire(long beforeMillis) {
    while (index.size() > 0) {
      Track track = index.oldestTrack();
      if (track != null && track.frames.millis(track.place(index.oldestNumber())) >= beforeMillis) {
        return;
      }
      forgetOldest();
    }
  }

  /** Forgets all that a device showed. */
  void eraseDevice(String device) {
    for (Track track : List.copyOf(tracks.values())) {
      if (device.equals(track.device)) {
        change(track);
        index.erase(track);
        track.forgetThrough(track.nextNumber() - 1);
        drop(track);
        watches.remove(track.session);
      }
    }
  }

  private void change(Track track) {
    for (int number = track.firstNumber(); number < track.nextNumber(); number++) {
      changed.add(PieceKey.of(track.session, number));
    }
  }

  /** A session is over; what it showed stays. */
  void end(String session) {
    watches.remove(session);
    devices.remove(session);
  }

  private void dropSilent(long nowMillis) {
    if (nowMillis - SILENCE_MILLIS > sweptMillis) {
      watches.values().removeIf(watch -> watch.newestMillis() < nowMillis - SILENCE_MILLIS);
      devices.values().removeIf(named -> named.atMillis() < nowMillis - NAMED_MILLIS);
      sweptMillis = nowMillis;
    }
  }

  boolean isEmpty() {
    return index.size() == 0;
  }

  int frames() {
    return index.size();
  }

  /** Takes back what was kept: all pieces, in any order. */
  void restore(Iterable<Piece> pieces) {
    record Frame(Track track, long millis, FrameHash hash) {}
    List<Piece> inOrder = new ArrayList<>();
    pieces.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingInt(piece -> piece.number));
    List<Frame> frames = new ArrayList<>();
    for (Piece piece : inOrder) {
      Track track =
          tracks.computeIfAbsent(
              piece.session, s -> new Track(s, piece.device, piece.number * Piece.FRAMES));
      for (int i = 0; i < piece.millis.length; i++) {
        frames.add(new Frame(track, piece.millis[i], piece.hash(i)));
      }
    }
    frames.sort(Comparator.comparingLong(Frame::millis));
    for (Frame frame : frames) {
      remember(frame.track(), frame.millis(), frame.hash());
    }
    changed.clear();
  }

  /** Which pieces are other than they were when this was last asked. */
  Set<PieceKey> takeChanged() {
    Set<PieceKey> taken = new LinkedHashSet<>(changed);
    changed.clear();
    return taken;
  }

  /** The frames of a piece as they are now; null where nothing is left of it. */
  @Nullable Piece piece(PieceKey key) {
    Track track = tracks.get(key.session());
    return track == null ? null : Piece.of(track, key.number());
  }
}
