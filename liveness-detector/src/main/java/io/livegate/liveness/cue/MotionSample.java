package io.livegate.liveness.cue;

import io.livegate.image.PlanarFit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a face moved between two moments. All lengths in pixels of a face {@link
 * FaceMotion#FACE_PIXELS} wide, or of the picture where the face is smaller.
 *
 * @param sinceMillis the earlier moment
 * @param atMillis the later moment
 * @param faceWidth width of the face at the earlier moment
 * @param shift how far the face as a whole moved
 * @param change how far its points moved apart from that: by turning, nearing or deforming
 * @param bend what of it no plane's motion explains: the third quartile over the face but the eyes
 * @param nose how far the nose as a whole moved against the plane of the rest; NaN where too few
 *     points lie on it
 * @param apart how far what is around moved against the face's own motion; NaN where there is
 *     nothing around to follow
 * @param luma what else changed in the picture
 */
record MotionSample(
    long sinceMillis,
    long atMillis,
    double faceWidth,
    double shift,
    double change,
    double bend,
    double nose,
    double apart,
    LumaChange luma) {

  /** What tracking errs by on flat pictures, in the median clip: pixels. */
  static final double BEND_ERROR = 0.25;

  /** The same of the mean over the nose. */
  static final double NOSE_ERROR = 0.12;

  /**
   * Of flat pictures 95 samples in 100 stay under these, in pixels and as a share of the motion,
   * for wide motion is followed less exactly; of living faces' samples nine in ten lie above.
   */
  private static final double BEND_OWN = 0.4;

  private static final double BEND_SHARE = 0.2;
  private static final double NOSE_OWN = 0.3;
  private static final double NOSE_SHARE = 0.1;

  private static final int MIN_ON_FACE = 12;
  private static final int MIN_ON_NOSE = 3;
  private static final int MIN_AROUND = 8;

  /** Up to a quarter of the points may be a finger, a reflection or a moved hair. */
  private static final double QUARTILE = 0.75;

  static @Nullable MotionSample of(
      FaceShape shape, Moves face, Moves around, LumaChange luma, long sinceMillis, long atMillis) {
    if (face.size() < MIN_ON_FACE) {
      return null;
    }
    Optional<PlanarFit> plane = PlanarFit.homography(face.from(), face.to());
    if (plane.isEmpty()) {
      return null;
    }
    float[] from = face.from();
    Moves skin = face.where(i -> !shape.inEye(from[2 * i], from[2 * i + 1]));
    Moves judged = skin.size() < MIN_ON_FACE / 2 ? face : skin;
    double[] moved = face.median();
    return new MotionSample(
        sinceMillis,
        atMillis,
        shape.width(),
        Math.hypot(moved[0], moved[1]),
        face.spread(0.5),
        Moves.length(plane.get().residuals(judged.from(), judged.to()), QUARTILE),
        nose(shape, face),
        apart(face, plane.get(), around),
        luma);
  }

  private static double nose(FaceShape shape, Moves face) {
    float[] from = face.from();
    Moves nose = face.where(i -> shape.onNose(from[2 * i], from[2 * i + 1]));
    Moves rest = face.where(i -> !shape.onNose(from[2 * i], from[2 * i + 1]));
    if (nose.size() < MIN_ON_NOSE || rest.size() < MIN_ON_FACE) {
      return Double.NaN;
    }
    return PlanarFit.homography(rest.from(), rest.to())
        .map(plane -> Moves.median(plane.residuals(nose.from(), nose.to())))
        .map(left -> Math.hypot(left[0], left[1]))
        .orElse(Double.NaN);
  }

  /**
   * The face's motion carried on to its surroundings, by the kinder of two fits: a homography is
   * exact but unsteady away from the face, an affine map the other way round.
   */
  private static double apart(Moves face, PlanarFit plane, Moves around) {
    if (around.size() < MIN_AROUND) {
      return Double.NaN;
    }
    double exact = Moves.length(plane.residuals(around.from(), around.to()), 0.5);
    return PlanarFit.affine(face.from(), face.to())
        .map(steady -> Moves.length(steady.residuals(around.from(), around.to()), 0.5))
        .map(left -> Math.min(left, exact))
        .orElse(exact);
  }

  /**
   * How much the face moved in a way that shows whether it is flat: a turn or an approach counts
   * fully; a mere shift a twentieth, for a head does not move by its own width without turning a
   * little.
   */
  double telling() {
    return Math.hypot(change, 0.05 * shift);
  }

  /** Whether the face moved in a way that no plane could, by more than tracking errs. */
  boolean ownMotion() {
    double telling = telling();
    return bend > BEND_OWN + BEND_SHARE * telling
        || nose > NOSE_OWN + NOSE_SHARE * telling; // false for NaN
  }
}
