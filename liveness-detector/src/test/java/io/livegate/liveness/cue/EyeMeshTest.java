package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.ModelCards;
import io.livegate.model.Region;
import org.junit.jupiter.api.Test;

class EyeMeshTest {

  private static final Input INPUT = ModelCards.bundled().get(EyeMesh.CARD).input();

  /** The crop is half as large in the picture and stands at 100, 50. */
  private static final Region REGION = Region.upright(100, 50, 128, 128, Border.ZERO);

  @Test
  void theRatioIsHeightOverWidth() {
    EyeRatios ratios = EyeMesh.ratios(mesh(12, 9), REGION, INPUT, points(0));
    assertThat(ratios.left()).isCloseTo(0.4, within(1e-6));
    assertThat(ratios.right()).isCloseTo(0.3, within(1e-6));
    assertThat(ratios.mean()).isCloseTo(0.35, within(1e-6));
  }

  @Test
  void aMeshBesideTheFaceIsBroken() {
    assertThat(EyeMesh.ratios(mesh(12, 12), REGION, INPUT, points(5))).isNotNull();
    assertThat(EyeMesh.ratios(mesh(12, 12), REGION, INPUT, points(20))).isNull();
  }

  @Test
  void eyesThatNobodyHasAreBroken() {
    assertThat(EyeMesh.ratios(mesh(20, 20), REGION, INPUT, points(0))).as("too wide").isNull();
    assertThat(EyeMesh.ratios(mesh(12, 3), REGION, INPUT, points(0))).as("unequal").isNull();
  }

  @Test
  void aFaceTurnedAwayIsNotMeasured() {
    float[] turned = mesh(12, 12);
    turned[3 * 33 + 2] = 130;
    assertThat(EyeMesh.ratios(turned, REGION, INPUT, points(0))).isNull();
  }

  @Test
  void aMeshOfNothingIsBroken() {
    float[] nothing = new float[3 * 478];
    assertThat(EyeMesh.ratios(nothing, REGION, INPUT, points(0))).isNull();
    float[] noNumbers = mesh(12, 12);
    noNumbers[3] = Float.NaN;
    assertThat(EyeMesh.ratios(noNumbers, REGION, INPUT, points(0))).isNull();
  }

  /** Eyes 30 crop pixels wide and so high, nose and mouth between and below. */
  private static float[] mesh(double leftHeight, double rightHeight) {
    float[] mesh = new float[3 * 478];
    eye(mesh, 80, leftHeight, 33, 160, 158, 133, 153, 144);
    eye(mesh, 176, rightHeight, 362, 385, 387, 263, 373, 380);
    put(mesh, 1, 128, 140);
    put(mesh, 61, 95, 190);
    put(mesh, 291, 161, 190);
    return mesh;
  }

  private static void eye(float[] mesh, double x, double height, int... p) {
    put(mesh, p[0], x - 15, 100);
    put(mesh, p[3], x + 15, 100);
    put(mesh, p[1], x - 5, 100 - height / 2);
    put(mesh, p[5], x - 5, 100 + height / 2);
    put(mesh, p[2], x + 5, 100 - height / 2);
    put(mesh, p[4], x + 5, 100 + height / 2);
  }

  private static void put(float[] mesh, int vertex, double x, double y) {
    mesh[3 * vertex] = (float) x;
    mesh[3 * vertex + 1] = (float) y;
  }

  /** The finder's points of the same face, moved to the right by so many pixels of the picture. */
  private static FacePoints points(float off) {
    float[] at = {140, 100, 188, 100, 164, 120, 147.5f, 145, 180.5f, 145};
    for (int i = 0; i < at.length; i += 2) {
      at[i] += off;
    }
    return FacePoints.of(new Face(110, 60, 100, 110, 0.9f, at, 0));
  }
}
