package io.livegate.ingest.face;

import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a face that was just there is hidden by a hand or another object. One for each
 * session, not thread-safe; keeps small grey grids, never the picture.
 *
 * <p>Something that passes in front makes the face's own structure vanish from its place, as block
 * matching shows it in visual tracking (Adam, Rivlin and Shimshoni, "Robust fragments-based
 * tracking using the integral histogram", CVPR 2006). A turning head moves structure a little from
 * frame to frame and is followed; blinks and lips change a few blocks for a moment. A face that the
 * finder has lost is covered when its surroundings are still as they were, and gone when not.
 *
 * <p>On the undistorted live development clips, with people talking and turning to profile, no
 * frame is above 0.36; a drawn hand passing over the same people reaches 0.5 to 0.9.
 */
public final class FaceCover {

  /** Less than this is jitter, speech and blinks: 0.03 in the median of live clips. */
  private static final double CLEAR = 0.15;

  /** From frame to frame a turning head loses less than this, an object coming in more. */
  private static final double TURNING = 0.3;

  /**
   * A turned face keeps this much of the finder's confidence (0.85 at profile), a hidden one not.
   */
  private static final double SURE = 0.85;

  /** The reference is from about now, but not from the frame before: a hand may come slowly. */
  private static final long RENEW_MILLIS = 500;

  /** Degrees of turning that change too much for a comparison. */
  private static final double TURNED = 10;

  /** Something that hides the face for longer is part of it, as glasses and masks are. */
  private static final long SETTLED_MILLIS = 3_000;

  /** A face lost for longer is gone. */
  private static final long LOST_MILLIS = 2_000;

  /** Beyond this yaw the finder loses faces that turn on. */
  private static final double PROFILE = 60;

  /** Share of the surroundings that must be as they were for the person to be still there. */
  private static final double STAYED = 0.6;

  private static final int GRID = 24;

  /** Side of the surroundings in widths and heights of the box. */
  private static final double AROUND = 2;

  private static final double SAME_LUMA = 16;

  private @Nullable Reference reference;

  /** The last one that was confirmed before the head turned: a hand may have looked like a turn. */
  private @Nullable Reference older;

  private @Nullable FacePatch before;
  private @Nullable Face lastSeen;
  private long lastSeenMillis;

  /**
   * @param confirmed whether a later frame looked the same
   */
  private record Reference(
      Face face,
      FacePatch patch,
      HeadPose pose,
      GreyImage surroundings,
      long sinceMillis,
      boolean confirmed) {

    Reference scaled(double across, double down) {
      return new Reference(
          face.scaled(across, down), patch, pose, surroundings, sinceMillis, confirmed);
    }
  }

  /**
   * Takes the session's next frame in.
   *
   * @param faces with track numbers, the judged one first
   * @param atMillis never decreasing
   * @return 0 nothing hidden .. 1 nothing of it to be seen; NaN where there was no face to be
   *     hidden or too little can be seen of it
   */
  public double observe(Image image, List<Face> faces, long atMillis) {
    Reference known = reference;
    if (known != null && atMillis - lastSeenMillis > LOST_MILLIS) {
      known = null;
      reference = null;
      older = null;
    }
    if (faces.isEmpty()) {
      before = null;
      return known == null
          ? Double.NaN
          : lost(image, known.confirmed || older == null ? known : older);
    }
    Face face = faces.get(0);
    HeadPose pose = HeadPose.of(face);
    FacePatch patch = face.landmarks() == null ? null : FacePatch.of(image, face.landmarks());
    if (pose == null || patch == null) {
      return Double.NaN;
    }
    lastSeen = face;
    lastSeenMillis = atMillis;
    FacePatch previous = before;
    before = patch;
    if (known == null || isSomebodyElse(known.face, face, faces)) {
      older = null;
      renew(image, face, patch, pose, atMillis, false);
      return Double.NaN;
    }
    double missing = missing(known, patch);
    long age = atMillis - known.sinceMillis;
    if (missing < CLEAR) {
      if (age >= RENEW_MILLIS) {
        renew(image, face, patch, pose, atMillis, true);
      }
      return missing;
    }
    boolean turning = isTurning(known.pose, pose, face, previous, patch);
    if (turning || age > SETTLED_MILLIS) {
      older = known.confirmed ? known : older;
      renew(image, face, patch, pose, atMillis, false);
    }
    return turning ? Math.min(missing, TURNING) : missing;
  }

  private static boolean isTurning(
      HeadPose then, HeadPose now, Face face, @Nullable FacePatch previous, FacePatch patch) {
    return previous != null
        && face.score() >= SURE
        && Math.hypot(now.yaw() - then.yaw(), now.pitch() - then.pitch()) > TURNED
        && previous.missingIn(patch) < TURNING;
  }

  private double missing(Reference known, FacePatch patch) {
    double missing = known.patch.missingIn(patch);
    return older == null || missing < CLEAR
        ? missing
        : Math.min(missing, older.patch.missingIn(patch));
  }

  private void renew(
      Image image, Face face, FacePatch patch, HeadPose pose, long atMillis, boolean confirmed) {
    reference = new Reference(face, patch, pose, surroundings(image, face), atMillis, confirmed);
  }

  /** {@link FaceTracker#scale}. */
  public void scale(double across, double down) {
    reference = reference == null ? null : reference.scaled(across, down);
    older = older == null ? null : older.scaled(across, down);
    lastSeen = lastSeen == null ? null : lastSeen.scaled(across, down);
  }

  private static boolean isSomebodyElse(Face known, Face face, List<Face> faces) {
    return face.track() != known.track()
        && (face.iou(known) == 0 || faces.stream().anyMatch(f -> f.track() == known.track()));
  }

  /** A face the finder has lost: its structure at its last place, if the person is still there. */
  private double lost(Image image, Reference known) {
    float[] at = known.face.landmarks();
    FacePatch now = at == null ? null : FacePatch.of(image, at);
    if (now == null
        || Math.abs(known.pose.yaw()) > PROFILE
        || isLeaving(image, known.face, lastSeen)
        || stayed(known.surroundings, surroundings(image, known.face)) < STAYED) {
      return Double.NaN;
    }
    return known.patch.missingIn(now);
  }

  /** Whether the face was on its way or at the picture's side when it was last seen. */
  private static boolean isLeaving(Image image, Face then, @Nullable Face last) {
    if (last == null) {
      return false;
    }
    double moved = Math.abs(last.x() + last.width() / 2 - then.x() - then.width() / 2);
    return moved > last.width() / 2 || last.x() < 0 || last.x() + last.width() > image.width();
  }

  private static GreyImage surroundings(Image image, Face face) {
    double width = AROUND * face.width();
    double height = AROUND * face.height();
    return GreyImage.of(
        image,
        face.x() - (width - face.width()) / 2,
        face.y() - (height - face.height()) / 2,
        width,
        height,
        GRID,
        GRID);
  }

  /** Share of the cells above and beside the face, where no arm comes up, that look the same. */
  private static double stayed(GreyImage then, GreyImage now) {
    int quarter = GRID / 4;
    int same = 0;
    int all = 0;
    for (int i = 0; i < GRID * GRID; i++) {
      int x = i % GRID;
      int y = i / GRID;
      boolean around = y < quarter || x < quarter || x >= GRID - quarter;
      if (around && y < GRID / 2) {
        all++;
        same += Math.abs(then.luma()[i] - now.luma()[i]) < SAME_LUMA ? 1 : 0;
      }
    }
    return (double) same / all;
  }
}
