package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.Region;
import io.livegate.model.runtime.ImageModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dear look at two eyes: their outline in a mesh of the whole face (MediaPipe Face Mesh V2,
 * with attention to eyelids), and whether that mesh lies on the face at all.
 */
final class EyeMesh {

  static final String CARD = "facemesh-v2";

  /** Corner, two on the upper lid, corner, two on the lower lid: p1..p6 of the aspect ratio. */
  private static final int[] LEFT = {33, 160, 158, 133, 153, 144};

  private static final int[] RIGHT = {362, 385, 387, 263, 373, 380};

  /** The mesh's vertices next to the finder's five points; two mean the middle between them. */
  private static final int[][] LANDMARKS = {{33, 133}, {362, 263}, {1, 1}, {61, 61}, {291, 291}};

  /**
   * Logit of there being a face in the crop, 0.95: 8 to 20 on faces that look this way, far below 0
   * where the mesh lies beside the face.
   */
  private static final double IS_FACE = 3;

  /**
   * How far a point of the mesh may lie from the finder's, in parts of the distance from eyes to
   * mouth: 0.1 to 0.3 on people who look this way, 0.5 and more on broken meshes.
   */
  private static final double FARTHEST = 0.4;

  /** No eye opens wider (height over width), and no two eyes differ more but in a wink. */
  private static final double WIDEST = 0.6;

  private static final double MOST_UNEQUAL = 0.2;

  /** Degrees of turning at which the far eye's outline is a guess. */
  private static final double TURNED = 40;

  private final ImageModel model;
  private final CropRule rule;

  EyeMesh(CueModels models) {
    model = models.get(CARD);
    rule = CropRule.of(model.card());
  }

  /** The eyes' aspect ratios, or null where the mesh is broken or the face turned away. */
  @Nullable EyeRatios look(Image image, Face face, FacePoints at) {
    Region region = rule.region(image, face);
    Map<String, float[]> outputs = model.runRegion(image, region);
    float[] mesh = outputs.get("Identity");
    float[] flag = outputs.get("Identity_1");
    if (mesh == null || flag == null) {
      throw new IllegalStateException("outputs were compared with the card at load");
    }
    return flag[0] < IS_FACE ? null : ratios(mesh, region, model.card().input(), at);
  }

  /**
   * @param mesh x, y, z of each vertex in pixels of the crop
   */
  static @Nullable EyeRatios ratios(float[] mesh, Region region, Input input, FacePoints at) {
    double turned =
        Math.toDegrees(Math.atan2(Math.abs(mesh[3 * 33 + 2] - mesh[3 * 263 + 2]), width(mesh)));
    if (turned > TURNED || !liesOn(mesh, region, input, at)) {
      return null;
    }
    EyeRatios ratios = new EyeRatios(ratio(mesh, LEFT), ratio(mesh, RIGHT));
    return Math.max(ratios.left(), ratios.right()) > WIDEST
            || Math.abs(ratios.left() - ratios.right()) > MOST_UNEQUAL
        ? null
        : ratios;
  }

  private static double width(float[] mesh) {
    return Math.hypot(mesh[3 * 263] - mesh[3 * 33], mesh[3 * 263 + 1] - mesh[3 * 33 + 1]);
  }

  private static boolean liesOn(float[] mesh, Region region, Input input, FacePoints at) {
    for (int point = 0; point < FacePoints.COUNT; point++) {
      int a = 3 * LANDMARKS[point][0];
      int b = 3 * LANDMARKS[point][1];
      double s = (mesh[a] + mesh[b]) / 2 / input.width();
      double t = (mesh[a + 1] + mesh[b + 1]) / 2 / input.height();
      double x = region.x() + s * region.ux() + t * region.vx();
      double y = region.y() + s * region.uy() + t * region.vy();
      if (!(Math.hypot(x - at.x(point), y - at.y(point)) <= FARTHEST * at.eyesToMouth())) {
        return false;
      }
    }
    return true;
  }

  private static double ratio(float[] mesh, int[] eye) {
    return (distance(mesh, eye[1], eye[5]) + distance(mesh, eye[2], eye[4]))
        / (2 * distance(mesh, eye[0], eye[3]));
  }

  private static double distance(float[] mesh, int a, int b) {
    return Math.hypot(mesh[3 * a] - mesh[3 * b], mesh[3 * a + 1] - mesh[3 * b + 1]);
  }
}
