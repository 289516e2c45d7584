package io.livegate.jmh;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.image.ImageRejectedException;
import io.livegate.image.JpegEncoder;
import io.livegate.image.PixelPool;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.Region;
import io.livegate.model.decode.YuNetDecoder;
import io.livegate.model.input.Preprocessor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The steps of a frame that are not a model: a smooth picture of 640 x 480 with a tilted face. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FrameSteps {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private final PixelPool pool = new PixelPool();
  private final YuNetDecoder yunet = new YuNetDecoder();
  private final Map<String, float[]> grids = new HashMap<>();
  private byte[] jpeg = {};
  private Image image;
  private ModelCard yunetCard;
  private Fill liveness;
  private Fill deepfake;
  private Fill content;

  /** Crop, resize and normalise for one model. */
  private static final class Fill {
    private final Preprocessor preprocessor;
    private final Region region;
    private final FloatBuffer tensor;

    Fill(String id, Image image, Face face) {
      ModelCard card = ModelCards.bundled().get(id);
      preprocessor = new Preprocessor(card);
      region = CropRule.of(card).region(image, face);
      int bytes = 3 * card.input().width() * card.input().height() * Float.BYTES;
      tensor = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    FloatBuffer fill(Image image) {
      preprocessor.write(image, region, tensor);
      return tensor;
    }
  }

  @Setup
  public void prepare() throws ImageRejectedException {
    byte[] bgr = new byte[3 * WIDTH * HEIGHT];
    Random random = new Random(1);
    for (int i = 0; i < bgr.length; i++) {
      int x = i / 3 % WIDTH;
      int y = i / 3 / WIDTH;
      bgr[i] = (byte) (128 + 60 * Math.sin(x / 9.0) * Math.cos(y / 13.0) + random.nextInt(8));
    }
    jpeg = JpegEncoder.encode(new Image(WIDTH, HEIGHT, bgr, 1), 90);
    image = ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg, ImageLimits.DEFAULT), WIDTH);
    float[] points = {275, 205, 365, 215, 316, 262, 280, 302, 350, 308};
    Face face = new Face(230, 130, 180, 225, 0.9f, points, 0);
    liveness = new Fill("minifasnet-v2", image, face);
    deepfake = new Fill("meso4-df", image, face);
    content = new Fill("nsfw-mobilenet-v2", image, face);
    yunetCard = ModelCards.bundled().get("yunet-n");
    for (int stride : List.of(8, 16, 32)) {
      int cells =
          (yunetCard.input().width() / stride) * (yunetCard.input().height() / stride);
      grids.put("cls_" + stride, values(random, cells));
      grids.put("obj_" + stride, values(random, cells));
      grids.put("bbox_" + stride, values(random, 4 * cells));
      grids.put("kps_" + stride, values(random, 10 * cells));
    }
  }

  /** Two in a hundred cells pass the finder's least score, as around a face. */
  private static float[] values(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 0.65f;
    }
    return values;
  }

  @Benchmark
  public int decode() throws ImageRejectedException {
    ImageHeader header = ImageHeader.parse(jpeg, ImageLimits.DEFAULT);
    Image decoded = ImageDecoder.decode(jpeg, header, WIDTH, pool);
    pool.giveBack(decoded);
    return decoded.width();
  }

  @Benchmark
  public FloatBuffer cropForMiniFasNet() {
    return liveness.fill(image);
  }

  @Benchmark
  public FloatBuffer alignForMeso() {
    return deepfake.fill(image);
  }

  @Benchmark
  public FloatBuffer shrinkForContent() {
    return content.fill(image);
  }

  @Benchmark
  public List<Face> readFaceGrids() {
    return yunet.decode(grids, yunetCard.input(), 0.6f);
  }
}
