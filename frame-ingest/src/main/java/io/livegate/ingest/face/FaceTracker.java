package io.livegate.ingest.face;

import io.livegate.frame.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Follows the faces of one session from frame to frame by their place alone: no likeness is kept.
 * Not thread-safe.
 *
 * <p>Greedy: the best pair of a known and a found face is joined first. A pair is possible when the
 * boxes overlap or their centres lie within one face's size, and the sizes differ by less than a
 * factor of two and a half. A face that is missed is remembered for half a second; numbers are
 * never reused.
 */
public final class FaceTracker {

  private static final long KEEP_MILLIS = 500;
  private static final double MAX_CENTRE_DISTANCE = 1.0;
  private static final double MAX_SIZE_RATIO = 2.5;
  private static final Comparator<Face> LARGEST_FIRST =
      Comparator.comparingDouble(Face::area).reversed();

  private final List<Track> tracks = new ArrayList<>();
  private int nextNumber;

  /**
   * Numbers the faces of a frame.
   *
   * @param found the faces of the session's next frame
   * @param atMillis the session's time; a large step backwards forgets what is missing
   * @return the same faces with their track numbers, largest first
   */
  public List<Face> track(List<Face> found, long atMillis) {
    List<Face> open = new ArrayList<>(found);
    open.sort(LARGEST_FIRST);
    boolean[] taken = new boolean[open.size()];
    List<Face> numbered = new ArrayList<>();
    for (Pair pair : pairs(open)) {
      if (!pair.track.seen && !taken[pair.index]) {
        taken[pair.index] = true;
        numbered.add(pair.track.move(open.get(pair.index), atMillis));
      }
    }
    tracks.removeIf(track -> !track.seen && Math.abs(atMillis - track.seenMillis) > KEEP_MILLIS);
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i]) {
        Track track = new Track(nextNumber++, open.get(i), atMillis);
        tracks.add(track);
        numbered.add(track.last);
      }
    }
    tracks.forEach(track -> track.seen = false);
    numbered.sort(LARGEST_FIRST);
    return List.copyOf(numbered);
  }

  /**
   * The next frame is of another size than the ones before, as simulcast and a slow network make
   * it: whoever is known stands at the same place of it.
   *
   * @param across width of the next frame over that of the newest
   * @param down height of the next frame over that of the newest
   */
  public void scale(double across, double down) {
    tracks.forEach(track -> track.last = track.last.scaled(across, down));
  }

  /**
   * The next frame shows another scene: whoever stands in it where somebody stood before is not
   * known to be the same.
   */
  public void cut() {
    tracks.clear();
  }

  private List<Pair> pairs(List<Face> open) {
    List<Pair> pairs = new ArrayList<>();
    for (Track track : tracks) {
      for (int i = 0; i < open.size(); i++) {
        double likeness = likeness(track.last, open.get(i));
        if (likeness > 0) {
          pairs.add(new Pair(track, i, likeness));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
    return pairs;
  }

  /** Overlap (0..1) counts more than nearness (0..1); 0 when the two cannot be the same face. */
  private static double likeness(Face known, Face found) {
    double size = Math.sqrt((double) known.area() * found.area());
    double ratio = Math.sqrt((double) known.area() / found.area());
    if (!(size > 0) || ratio > MAX_SIZE_RATIO || ratio < 1 / MAX_SIZE_RATIO) {
      return 0;
    }
    double dx = known.x() + known.width() / 2 - found.x() - found.width() / 2;
    double dy = known.y() + known.height() / 2 - found.y() - found.height() / 2;
    double nearness = 1 - Math.hypot(dx, dy) / Math.sqrt(size) / MAX_CENTRE_DISTANCE;
    return Math.max(0, nearness) + 2 * known.iou(found);
  }

  private record Pair(Track track, int index, double likeness) {}

  private static final class Track {
    private final int number;
    private Face last;
    private long seenMillis;
    private boolean seen;

    Track(int number, Face face, long atMillis) {
      this.number = number;
      this.last = face.withTrack(number);
      this.seenMillis = atMillis;
    }

    Face move(Face face, long atMillis) {
      last = face.withTrack(number);
      seenMillis = atMillis;
      seen = true;
      return last;
    }
  }
}
