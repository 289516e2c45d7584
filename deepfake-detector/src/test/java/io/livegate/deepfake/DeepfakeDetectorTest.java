package io.livegate.deepfake;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.Detector;
import io.livegate.detector.DetectorContract;
import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.model.Region;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeepfakeDetectorTest {

  private static final Set<DeepfakeCue> ALL = EnumSet.allOf(DeepfakeCue.class);
  private static final List<ModelCard> CARDS = List.of(ModelCards.bundled().get("meso4-df"));

  @Nested
  class WithItsModels extends DetectorContract {

    @Override
    protected Detector detector() {
      return DeepfakeDetector.open(
          CARDS, ALL, SharedModels.storeWith(CARDS.toArray(ModelCard[]::new)));
    }

    @Override
    protected boolean inRange(String score, double value) {
      return score.equals("fake") || score.equals("suspicion")
          ? value >= 0 && value <= 1
          : Double.isFinite(value);
    }
  }

  @Nested
  class WithoutItsModels extends DetectorContract {

    @Override
    protected Detector detector() {
      return without();
    }
  }

  @Test
  void saysWhichModelIsMissingAndAnswersUnavailable() {
    try (DeepfakeDetector detector = without()) {
      assertThat(detector.unavailable()).hasSize(1).first().asString().contains("meso4-df");
      LaneSignal signal =
          detector.openSession().judge(new FrameView(TestImages.scene(320, 240, 0), List.of(), 0));
      assertThat(signal.status()).isEqualTo(LaneStatus.UNAVAILABLE);
      assertThat(signal.reasons()).contains(ReasonCode.MODEL_UNAVAILABLE);
    }
  }

  @Test
  void aSmallFaceIsNotJudged() {
    ModelStore store = SharedModels.storeWith(CARDS.toArray(ModelCard[]::new));
    try (DeepfakeDetector detector = DeepfakeDetector.open(CARDS, ALL, store)) {
      Face small = new Face(10, 10, 80, 90, 0.9f, new float[10], 0);
      LaneSignal signal =
          detector
              .openSession()
              .judge(new FrameView(TestImages.scene(320, 240, 0), List.of(small), 0));
      assertThat(signal.status()).isEqualTo(LaneStatus.NOT_JUDGED);
      assertThat(signal.reasons()).containsExactly(ReasonCode.FACE_TOO_SMALL);
    }
  }

  @Test
  void aFaceWithoutDetailIsNotJudged() {
    ModelStore store = SharedModels.storeWith(CARDS.toArray(ModelCard[]::new));
    try (DeepfakeDetector detector = DeepfakeDetector.open(CARDS, ALL, store)) {
      float[] landmarks = {138, 105, 182, 105, 160, 130, 140, 150, 180, 150};
      Face face = new Face(100, 60, 120, 130, 0.9f, landmarks, 0);
      Detector.SessionJudge session = detector.openSession();
      LaneSignal wall =
          session.judge(new FrameView(TestImages.wall(320, 240, 9), List.of(face), 0));
      assertThat(wall.status()).isEqualTo(LaneStatus.NOT_JUDGED);
      assertThat(wall.reasons()).containsExactly(ReasonCode.BLURRED);
      LaneSignal noise =
          session.judge(new FrameView(TestImages.noise(320, 240, 7), List.of(face), 100));
      assertThat(noise.status()).isEqualTo(LaneStatus.OK);
    }
  }

  /** Upstream's own crops: P(fake) 0.950 for the forged and 0.010 for the real one there. */
  @Test
  void tellsUpstreamsForgedCropFromItsRealOne() throws Exception {
    ModelStore store = SharedModels.storeWith(CARDS.get(0));
    assertThat(fake(store, "mesonet__df00204.jpg")).isBetween(0.9, 1.0);
    assertThat(fake(store, "mesonet__real00240.jpg")).isBetween(0.0, 0.1);
  }

  private static double fake(ModelStore store, String crop) throws Exception {
    byte[] bytes = Files.readAllBytes(SharedMedia.at("dev/deepfake/" + crop));
    Image image = ImageDecoder.decode(bytes, ImageHeader.parse(bytes, ImageLimits.DEFAULT), 640);
    try (ImageModel model = ImageModel.acquire(CARDS.get(0), store)) {
      Region whole = Region.upright(0, 0, image.width(), image.height(), Border.ZERO);
      float[] real = model.runRegion(image, whole).values().iterator().next();
      return Scores.of(CARDS.get(0), real, "fake", "real");
    }
  }

  private static DeepfakeDetector without() {
    return DeepfakeDetector.open(CARDS, ALL, new ModelStore(Path.of("target/no-cache"), List.of()));
  }
}
