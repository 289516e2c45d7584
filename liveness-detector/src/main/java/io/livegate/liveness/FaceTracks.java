package io.livegate.liveness;

import io.livegate.frame.Face;
import io.livegate.liveness.fuse.Belief;
import io.livegate.liveness.fuse.Fusion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is held of each face of a session by now: what one showed is never put down to another.
 *
 * <p>The session is as genuine as the face it is judged by, and no more so than a face that is
 * wider: a person beside a large picture is held for the picture. Not thread-safe.
 */
final class FaceTracks {

  /** Faces remembered, those seen last; numbers are not used twice, so the rest can go. */
  private static final int MOST = 4;

  private final Fusion fusion;
  private final Map<Integer, Belief> beliefs = new LinkedHashMap<>(MOST, 0.75f, true);

  FaceTracks(Fusion fusion) {
    this.fusion = fusion;
  }

  /**
   * The widest face that is wider than the judged one and can be seen as well; null mostly.
   *
   * @param faces the judged one, then the others
   * @param minConfidence of the finder
   */
  static @Nullable Face rival(List<Face> faces, double minConfidence) {
    Face rival = faces.get(0);
    for (Face face : faces) {
      if (face.width() > rival.width() && face.score() >= minConfidence && !face.isTurnedAway()) {
        rival = face;
      }
    }
    return rival == faces.get(0) ? null : rival;
  }

  /**
   * Takes in what a frame shows of a face.
   *
   * @param scores of the liveness lane, as far as they are of this face
   * @return probability that it is a live person's, 0..1; null when the frame has nothing to say
   */
  @Nullable Double observe(Face face, Map<String, Double> scores, long atMillis) {
    Belief belief = beliefs.computeIfAbsent(face.track(), track -> new Belief(fusion));
    if (beliefs.size() > MOST) {
      beliefs.remove(beliefs.keySet().iterator().next());
    }
    return belief.observe(scores, atMillis);
  }
}
