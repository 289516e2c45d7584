package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.GreyPatch;
import io.livegate.image.Image;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the judged face of a session, and what is around it, from how it was up to a second ago
 * to how it is now. What it keeps is at most two grey patches of the last second.
 *
 * <p>Each frame is compared with one kept {@value #SHORTEST_MILLIS} to {@value #LONGEST_MILLIS} ms
 * before: long enough for a head to have moved by more than the tracking errs, short enough for
 * points to be found again. Sparse frames, a lost face, another face and another size of the
 * picture start anew.
 */
public final class FaceMotion {

  /** Width in pixels that larger faces are brought to: a tenth of a pixel is 0.1 % of the face. */
  static final double FACE_PIXELS = 112;

  /** Narrower faces have too few points to follow. */
  static final double MIN_FACE_PIXELS = 40;

  /** How far around the face is looked at, in face widths. */
  private static final double MARGIN = 0.6;

  /** A face that has grown or shrunk more is followed at a new scale. */
  private static final double MAX_SIZE_CHANGE = 1.5;

  private static final long MAX_GAP_MILLIS = 350;
  private static final long SHORTEST_MILLIS = 190;
  private static final long LONGEST_MILLIS = 1050;

  /** So that a reference of at least half a second is always at hand. */
  private static final long RENEW_MILLIS = 480;

  private final Deque<MotionReference> references = new ArrayDeque<>();
  private int track = -1;
  private int width;
  private int height;
  private double scale = 1;
  private long lastMillis;

  /** The memory of the newest patch, unless it is kept; then of one that is not any more. */
  private byte[] spare = {};

  /** How the face moved up to this frame; null when nothing can be said. */
  @Nullable MotionSample observe(CueFrame frame) {
    Face face = frame.face();
    if (face == null) {
      return null;
    }
    prepare(face, frame.image(), frame.atMillis());
    forgetBefore(frame.atMillis() - LONGEST_MILLIS);
    Optional<GreyPatch> patch = patch(frame.image(), face);
    if (patch.isEmpty()) {
      references.clear();
      spare = new byte[0];
      return null;
    }
    FaceShape shape = FaceShape.of(face, scale);
    MotionReference now = new MotionReference(patch.get(), shape, frame.grid(), frame.atMillis());
    MotionReference then = references.peekFirst();
    MotionSample sample = null;
    if (then != null && now.atMillis() - then.atMillis() >= SHORTEST_MILLIS) {
      sample = then.sample(now, frame.cellsOnFace());
    }
    MotionReference youngest = references.peekLast();
    if (youngest == null || now.atMillis() - youngest.atMillis() >= RENEW_MILLIS) {
      references.addLast(now);
      spare = new byte[0];
    }
    return sample;
  }

  private void prepare(Face face, Image image, long atMillis) {
    boolean another = face.track() != track || image.width() != width || image.height() != height;
    boolean gap = atMillis - lastMillis > MAX_GAP_MILLIS;
    double change = scale * face.width() / Math.min(FACE_PIXELS, face.width());
    if (another || gap || change > MAX_SIZE_CHANGE || change < 1 / MAX_SIZE_CHANGE) {
      forgetBefore(Long.MAX_VALUE);
    }
    if (references.isEmpty()) {
      scale = Math.min(1, FACE_PIXELS / face.width());
    }
    track = face.track();
    width = image.width();
    height = image.height();
    lastMillis = atMillis;
  }

  private void forgetBefore(long millis) {
    while (!references.isEmpty() && references.getFirst().atMillis() < millis) {
      spare = references.removeFirst().memory();
    }
  }

  /** With room for a face that grows a little, so that the next patch fits in too. */
  private byte[] memory(int bytes) {
    if (spare.length < bytes) {
      spare = new byte[bytes + bytes / 4];
    }
    return spare;
  }

  private Optional<GreyPatch> patch(Image image, Face face) {
    if (face.width() < MIN_FACE_PIXELS) {
      return Optional.empty();
    }
    double margin = MARGIN * face.width();
    return GreyPatch.of(
        image,
        face.x() - margin,
        face.y() - margin,
        face.width() + 2 * margin,
        face.height() + 2 * margin,
        scale,
        this::memory);
  }
}
