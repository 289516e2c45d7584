package io.livegate.job.recur;

import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import io.livegate.hash.HashSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** A running session: what it showed last, and which tracks that may be. */
final class Watch {

  private static final long TAIL_MILLIS = 11_000;
  private static final int MAX_ALIGNMENTS = 12;

  /** A supposition that fails so often is dropped: two seconds at two looks a second. */
  private static final int MAX_FAILURES = 4;

  /** Whose frames these are: two witnesses of one session see them at different times. */
  final Witness witness;

  private final HashSeries tail = new HashSeries();
  private final List<Alignment> alignments = new ArrayList<>();
  private long heldMillis;

  Watch(Witness witness) {
    this.witness = witness;
  }

  /** Takes a frame; false if it is older than the one before. */
  boolean add(long atMillis, FrameHash hash) {
    if (atMillis < tail.newestMillis()) {
      return false;
    }
    tail.add(atMillis, hash);
    tail.dropBefore(atMillis - TAIL_MILLIS);
    return true;
  }

  long newestMillis() {
    return tail.newestMillis();
  }

  /** Supposes that a track showed the newest frame at that time of its own. */
  void suppose(Track track, long trackMillis) {
    long offset = trackMillis - tail.newestMillis();
    for (Alignment alignment : alignments) {
      if (alignment.isNear(track, offset)) {
        return;
      }
    }
    alignments.add(new Alignment(track, offset));
  }

  /** Looks at all suppositions again and keeps the likeliest. */
  void update() {
    long now = tail.newestMillis();
    alignments.forEach(alignment -> alignment.update(tail, now));
    alignments.removeIf(alignment -> alignment.failures() >= MAX_FAILURES);
    alignments.sort(Comparator.comparingDouble(Alignment::correlation).reversed());
    if (alignments.size() > MAX_ALIGNMENTS) {
      alignments.subList(MAX_ALIGNMENTS, alignments.size()).clear();
    }
    heldMillis = alignments.stream().mapToLong(a -> a.heldMillis(now)).max().orElse(0);
  }

  void forget(Predicate<Track> tracks) {
    alignments.removeIf(alignment -> tracks.test(alignment.track));
  }

  /** For how long the session has shown what another showed before; 0 when it does not now. */
  double seconds() {
    return heldMillis / 1000.0;
  }
}
