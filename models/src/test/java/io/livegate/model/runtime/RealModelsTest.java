package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.model.GoldenVector;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Colour;
import io.livegate.model.ModelCard.ElementType;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.model.decode.Scores;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real files, on drawn pictures; skipped where the files are not. */
class RealModelsTest {

  private static final ModelCards CARDS = ModelCards.bundled();

  /** A person at arm's length from a phone. */
  private static final String FACE = "dev/presentation-attack/silent-face-anti-spoof__image-T1.jpg";

  @TestFactory
  Stream<DynamicTest> everyCardsFileLoadsAndBothRuntimesAgree() {
    return CARDS.all().stream()
        .map(card -> DynamicTest.dynamicTest(card.id(), () -> loadsAndAgrees(card)));
  }

  @TestFactory
  Stream<DynamicTest> everyCardsGoldenValuesAreThoseOfItsFileAndOfNoOtherOrderOfColours() {
    return CARDS.all().stream()
        .map(card -> DynamicTest.dynamicTest(card.id(), () -> answersAsItsCardSays(card)));
  }

  private static void answersAsItsCardSays(ModelCard card) throws Exception {
    assertThat(card.golden()).isNotNull();
    assertThat(Golden.difference(card, golden(card, SharedModels.storeWith(card)))).isEmpty();
    ModelCard exchanged =
        card.withColour(card.input().colour() == Colour.BGR ? Colour.RGB : Colour.BGR);
    assertThat(Golden.difference(card, golden(exchanged, SharedModels.storeWith(card))))
        .hasValueSatisfying(said -> assertThat(said).contains("colour order"));
  }

  private static GoldenVector golden(ModelCard card, ModelStore store) throws Exception {
    try (ImageModel model = ImageModel.acquire(card, store)) {
      return Golden.of(model);
    }
  }

  private static void loadsAndAgrees(ModelCard card) throws Exception {
    ModelStore store = SharedModels.storeWith(card);
    FloatTensor input = noise(card);
    Map<String, float[]> ort = run(card.withRuntime(RuntimeKind.ORT), store, input);
    assertThat(ort.keySet()).containsExactlyInAnyOrderElementsOf(card.output().names());
    ort.forEach((name, values) -> assertThat(values).as(name).doesNotContain(Float.NaN));
    if (card.input().type() == ElementType.FLOAT32) {
      Map<String, float[]> djl = run(card.withRuntime(RuntimeKind.DJL), store, input);
      assertThat(djl.keySet()).isEqualTo(ort.keySet());
      djl.forEach(
          (name, values) ->
              assertThat(values)
                  .as(name)
                  .containsExactly(ort.get(name), within(1e-5f * magnitude(values))));
    }
  }

  /** The largest value, at least 1: landmarks are pixels, and rounding is relative. */
  private static float magnitude(float[] values) {
    float largest = 1;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void theHalfFloatFaceMeshAgreesWithTheWidenedOne() throws Exception {
    ModelCard half = CARDS.get("facemesh-v2-fp16");
    ModelCard wide = CARDS.get("facemesh-v2");
    ModelStore store = SharedModels.storeWith(half, wide);
    FloatTensor input = noise(half);
    float[] a = run(half, store, input).get("Identity");
    float[] b = run(wide, store, input).get("Identity");
    assertThat(a).as("pixels of 256").containsExactly(b, within(2f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yunet-n", "yunet-s", "ultraface-rfb", "ultraface-slim", "blazeface-short"})
  void aFaceFinderFindsTheFaceAndNoneInNoiseOrOnAWall(String id) throws Exception {
    ModelCard card = CARDS.get(id);
    ModelCard reference = CARDS.get("yunet-n");
    ModelStore store = SharedModels.storeWith(card, reference);
    try (FaceModel model = FaceModel.acquire(card, store);
        FaceModel yunet = FaceModel.acquire(reference, store)) {
      for (Image image : List.of(TestImages.noise(640, 480, 1), TestImages.wall(640, 480, 128))) {
        assertThat(model.find(image)).isEmpty();
      }
      byte[] jpeg = Files.readAllBytes(SharedMedia.at(FACE));
      Image image = ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), 1280);
      Face there = yunet.find(image).get(0);
      List<Face> found = model.find(image);
      assertThat(found).hasSize(1);
      assertThat(found.get(0).iou(there)).isGreaterThan(0.5f);
      float[] points = found.get(0).landmarks();
      if (points != null) {
        assertThat(points).containsExactly(there.landmarks(), within(there.width() / 8));
      }
    }
  }

  @Test
  void minifasnetGivesProbabilitiesThatSumToOne() throws Exception {
    for (String id : List.of("minifasnet-v2", "minifasnet-v1se")) {
      ModelCard card = CARDS.get(id);
      try (ImageModel model = ImageModel.acquire(card, SharedModels.storeWith(card))) {
        Image image = TestImages.gradient(640, 480);
        float[] output = model.run(image, new Face(200, 100, 120, 150, 0.9f, null, 0));
        assertThat(Scores.of(card, output)).containsOnlyKeys("attack-a", "live", "attack-b");
        assertThat(output[0] + output[1] + output[2]).isCloseTo(1f, within(1e-5f));
      }
    }
  }

  private static Map<String, float[]> run(ModelCard card, ModelStore store, FloatTensor input)
      throws Exception {
    try (InferenceModel model = Models.acquire(card, store)) {
      return model.run(input);
    }
  }

  /** Pixels at random, normalised as the card asks. */
  private static FloatTensor noise(ModelCard card) {
    FloatTensor tensor = FloatTensor.allocate(1, 3, card.input().height(), card.input().width());
    Random random = new Random(3);
    for (int i = 0; i < tensor.data().capacity(); i++) {
      float mean = card.input().mean().get(0);
      tensor.data().put(i, (random.nextInt(256) - mean) * card.input().scale());
    }
    return tensor;
  }
}
