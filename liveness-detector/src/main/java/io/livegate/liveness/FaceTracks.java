package io.livegate.liveness;

import io.livegate.frame.Face;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How alive each face of a session has looked so far, and which face the session is judged by.
 *
 * <p>Two people before one camera are both live, but the larger may be turned away and score low:
 * the session is judged by the face that has looked most alive over time. A much smaller face, or
 * one the finder is not sure of, is not in front and speaks for nobody: somebody passing behind an
 * attack does not make it live.
 */
final class FaceTracks {

  /** Faces judged in one frame at most: each costs both models. */
  private static final int MOST = 2;

  /** A face this much narrower than the largest is background. */
  private static final double IN_FRONT = 0.75;

  /** Weight of a new frame in a face's running mean: about the last five count. */
  private static final double WEIGHT = 0.2;

  private final Map<Integer, Tally> byTrack = new HashMap<>();

  /**
   * @param faces largest first
   * @return the largest face and at most one other about as large, those the finder is sure of
   */
  static List<Face> inFront(List<Face> faces, double minConfidence) {
    List<Face> front = new ArrayList<>(MOST);
    for (Face face : faces) {
      if (front.size() < MOST
          && face.score() >= minConfidence
          && face.width() >= IN_FRONT * faces.get(0).width()) {
        front.add(face);
      }
    }
    return front;
  }

  /** Adds one frame's score (0..1) to a track. */
  void add(int track, double live) {
    Tally before = byTrack.get(track);
    double mean = before == null ? live : before.mean + WEIGHT * (live - before.mean);
    byTrack.put(track, new Tally(mean, live));
  }

  /**
   * @param present the faces of this frame, each added before; not empty
   * @return this frame's score of the face whose running mean is highest
   */
  double mostAlive(List<Face> present) {
    byTrack.keySet().removeIf(track -> present.stream().noneMatch(f -> f.track() == track));
    Tally best = null;
    for (Tally tally : byTrack.values()) {
      if (best == null || tally.mean > best.mean) {
        best = tally;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("no face of this frame has a score");
    }
    return best.last;
  }

  private record Tally(double mean, double last) {}
}
