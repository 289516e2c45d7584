package io.livegate.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.Region;
import io.livegate.testing.TestImages;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

/**
 * Our resampling against OpenCV's, which the models were trained or measured with. OpenCV rounds to
 * bytes on the way, we do not.
 */
class OpenCvAgreementTest {

  private static final ModelCards CARDS = ModelCards.bundled();
  private static final Image SCENE = TestImages.scene(641, 479, 700);

  @Test
  void yunetsLetterboxIsInterLinear() {
    // 641x479 to 320: 320 x round(239.1)
    float[] ours = ours("yunet-n", SCENE, null);
    float[] theirs = resized(SCENE, null, 320, 239, opencv_imgproc.INTER_LINEAR);
    assertThat(worst(ours, 320, 0, 0, theirs, 320, 239, false, 1)).isLessThan(1.01);
  }

  @Test
  void minifasnetsCropIsInterLinear() {
    Face face = new Face(301, 180, 90, 111, 0.9f, null, 0);
    Region region = CropRule.of(CARDS.get("minifasnet-v2")).region(SCENE, face);
    float[] ours = ours("minifasnet-v2", SCENE, face);
    float[] theirs = resized(SCENE, region, 80, 80, opencv_imgproc.INTER_LINEAR);
    assertThat(worst(ours, 80, 0, 0, theirs, 80, 80, false, 1)).isLessThan(1.01);
  }

  @Test
  void nsfwsLetterboxIsInterArea() {
    // 641x479 to 224: 224 x round(167.4), 28 rows above
    float[] ours = ours("nsfw-mobilenet-v2", SCENE, null);
    float[] theirs = resized(SCENE, null, 224, 167, opencv_imgproc.INTER_AREA);
    assertThat(worst(ours, 224, 0, 28, theirs, 224, 167, true, 255)).isLessThan(0.6);
  }

  @Test
  void mesonetsCropIsWarpAffineThenInterArea() {
    Face face =
        new Face(
            150,
            60,
            260,
            320,
            0.9f,
            new float[] {210, 190, 330, 210, 258, 262, 205, 320, 305, 335},
            0);
    Region region = CropRule.of(CARDS.get("meso4-df")).region(SCENE, face);
    int side = (int) Math.ceil(region.width());
    assertThat(side).as("the crop shrinks").isGreaterThan(256);
    float[] ours = ours("meso4-df", SCENE, face);
    float[] theirs = turnedThenArea(SCENE, region, side, 256);
    // warpAffine rounds positions to 1/32 of a pixel, and the scene carries noise
    assertThat(worst(ours, 256, 0, 0, theirs, 256, 256, true, 255)).isLessThan(2.5);
  }

  private static float[] ours(
      String id, Image image, @org.jspecify.annotations.Nullable Face face) {
    ModelCard card = CARDS.get(id);
    FloatBuffer out = FloatBuffer.allocate(card.input().elements());
    new Preprocessor(card).write(image, CropRule.of(card).region(image, face), out);
    return out.array();
  }

  /** Largest difference in grey levels between our planes and their interleaved BGR. */
  private static double worst(
      float[] ours,
      int side,
      int left,
      int top,
      float[] theirs,
      int width,
      int height,
      boolean rgb,
      float scale) {
    double worst = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int plane = rgb ? 2 - c : c;
          float a = ours[(plane * side + y + top) * side + x + left] * scale;
          worst = Math.max(worst, Math.abs(a - theirs[3 * (y * width + x) + c]));
        }
      }
    }
    return worst;
  }

  private static float[] resized(
      Image image,
      @org.jspecify.annotations.Nullable Region region,
      int width,
      int height,
      int filter) {
    try (Mat whole = mat(image);
        Mat part =
            region == null
                ? whole.clone()
                : new Mat(
                    whole,
                    new Rect(
                        (int) region.x(), (int) region.y(), (int) region.ux(), (int) region.vy()));
        Mat small = new Mat();
        Size size = new Size(width, height)) {
      opencv_imgproc.resize(part, small, size, 0, 0, filter);
      return values(small);
    }
  }

  private static float[] turnedThenArea(Image image, Region region, int side, int size) {
    // from pixel i of the turned crop to pixel coordinates of the picture
    double a = region.ux() / side;
    double b = region.vx() / side;
    double c = region.uy() / side;
    double d = region.vy() / side;
    try (Mat whole = mat(image);
        Mat map = new Mat(2, 3, opencv_core.CV_64F);
        Mat turned = new Mat();
        Mat small = new Mat();
        Size full = new Size(side, side);
        Size wanted = new Size(size, size)) {
      new DoublePointer(map.data())
          .put(a, b, region.x() + (a + b) / 2 - 0.5, c, d, region.y() + (c + d) / 2 - 0.5);
      opencv_imgproc.warpAffine(
          whole,
          turned,
          map,
          full,
          opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP,
          opencv_core.BORDER_REFLECT_101,
          new Scalar(0));
      opencv_imgproc.resize(turned, small, wanted, 0, 0, opencv_imgproc.INTER_AREA);
      return values(small);
    }
  }

  private static Mat mat(Image image) {
    Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
    mat.data().put(image.bgr());
    return mat;
  }

  private static float[] values(Mat mat) {
    byte[] bytes = new byte[mat.rows() * mat.cols() * 3];
    mat.data().get(bytes);
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 255;
    }
    return values;
  }
}
