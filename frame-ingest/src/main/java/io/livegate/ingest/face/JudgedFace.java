package io.livegate.ingest.face;

import io.livegate.frame.Face;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the face a session is judged by: the widest that is wide enough, or the widest where none
 * is. One for each session, not thread-safe.
 *
 * <p>Evidence is kept for one face at a time and begins anew with another, so the choice must not
 * waver between two people side by side: the face chosen stays while it is seen and wide enough,
 * until another is {@value #TAKES_OVER} times as wide. What a face that is wider and yet not chosen
 * says of the session is the lanes' business.
 */
public final class JudgedFace {

  static final double TAKES_OVER = 1.25;

  private int track = -1;

  /**
   * Puts the judged face first.
   *
   * @param faces of the session's next frame with their track numbers, largest first
   * @param minWidth the least width that can be judged, in pixels of the same picture
   * @return the judged face, then the others, largest first
   */
  public List<Face> first(List<Face> faces, double minWidth) {
    if (faces.isEmpty()) {
      return faces;
    }
    Face widest = faces.get(0);
    Face present = null;
    for (Face face : faces) {
      widest = face.width() > widest.width() ? face : widest;
      present = face.track() == track && face.width() >= minWidth ? face : present;
    }
    Face chosen =
        present == null || widest.width() > TAKES_OVER * present.width() ? widest : present;
    track = chosen.track();
    List<Face> ordered = new ArrayList<>(faces);
    ordered.remove(chosen);
    ordered.add(0, chosen);
    return List.copyOf(ordered);
  }
}
