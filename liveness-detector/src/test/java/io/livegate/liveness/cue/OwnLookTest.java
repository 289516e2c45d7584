package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.detector.FrameView;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.model.runtime.FloatTensor;
import io.livegate.model.runtime.InferenceModel;
import io.livegate.model.runtime.Models;
import io.livegate.signal.ReasonCode;
import io.livegate.testing.SharedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a store that has no mirrors: only what lies in the jar, or in the cache, is there. */
class OwnLookTest {

  private static final ModelCard CARD = ModelCards.bundled().get(OwnLook.CARD);

  @TempDir Path cache;
  @TempDir Path mirror;

  @Test
  void theModelComputesWhatItComputedWhereItWasTrained() throws Exception {
    FloatTensor tensor = FloatTensor.allocate(1, 3, 112, 112);
    for (int i = 0; i < tensor.data().capacity(); i++) {
      tensor.data().put(i, i / 40 % 256);
    }
    try (InferenceModel model = Models.acquire(CARD, nothingElse())) {
      assertThat(model.run(tensor).get("human")[0]).isCloseTo(0.331673264503479f, within(1e-4f));
    }
  }

  @Test
  void itStandsInWhereTheOtherModelsOfTheCueAreMissingAndSaysForWhich() {
    try (CueModels models = CueModels.open(Set.of(CueKind.HUMAN), nothingElse())) {
      assertThat(CueKind.open(Set.of(CueKind.HUMAN), models)).containsKey(CueKind.HUMAN);
      assertThat(models.all()).extracting(model -> model.card().id()).containsExactly(OwnLook.CARD);
      assertThat(models.unavailable())
          .hasSize(2)
          .allSatisfy(
              message ->
                  assertThat(message).startsWith("livegate-human stands in for the cue human: "))
          .anyMatch(message -> message.contains(DrawingLook.PICTURE))
          .anyMatch(message -> message.contains(DrawingLook.LANDMARKS));
    }
  }

  @Test
  void whereOneOfTheOtherModelsIsMissingTheOneThatIsThereIsNotOpenedEither() throws Exception {
    ModelCard landmarks = ModelCards.bundled().get(DrawingLook.LANDMARKS);
    Path there = SharedModels.storeWith(landmarks).locate(landmarks);
    Path copy = mirror.resolve(landmarks.file());
    Files.createDirectories(copy.getParent());
    Files.copy(there, copy);
    ModelStore store = new ModelStore(cache, List.of(mirror.toString()));
    assertThat(store.locateHere(landmarks)).isEqualTo(copy);
    try (CueModels models = CueModels.open(Set.of(CueKind.HUMAN), store)) {
      assertThat(models.all()).extracting(model -> model.card().id()).containsExactly(OwnLook.CARD);
      assertThat(models.unavailable())
          .singleElement()
          .asString()
          .startsWith("livegate-human stands in for the cue human: ")
          .contains(DrawingLook.PICTURE);
    }
  }

  @Test
  void whereTheOtherModelsAreItIsNotOpened() {
    ModelStore store =
        SharedModels.storeWith(
            ModelCards.bundled().get(DrawingLook.PICTURE),
            ModelCards.bundled().get(DrawingLook.LANDMARKS));
    try (CueModels models = CueModels.open(Set.of(CueKind.HUMAN), store)) {
      assertThat(models.all())
          .extracting(model -> model.card().id())
          .containsExactly(DrawingLook.PICTURE, DrawingLook.LANDMARKS);
      assertThat(models.unavailable()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explicit-control/scikit-image__astronaut.png",
        "presentation-attack/awesome-face-antispoof__0001-00-00-01-0-2.jpg",
        "presentation-attack/silent-face-anti-spoof__image-T1.jpg"
      })
  void aPersonIsHuman(String picture) throws Exception {
    Reading reading = read(picture);
    assertThat(reading.value()).isGreaterThan(0.5);
    assertThat(reading.reason()).isNull();
  }

  @Test
  void aDrawnFaceIsNot() throws Exception {
    Reading reading = read("no-face/ultra-light-fast-gener__img1.jpeg");
    assertThat(reading.value()).isLessThan(HumanFace.NAMED_BELOW);
    assertThat(reading.reason()).isEqualTo(ReasonCode.NOT_HUMAN);
  }

  private Reading read(String picture) throws Exception {
    FrameView view = SharedFaces.frame(picture);
    try (CueModels models = CueModels.open(Set.of(CueKind.HUMAN), nothingElse())) {
      Cue cue = CueKind.open(Set.of(CueKind.HUMAN), models).get(CueKind.HUMAN);
      return cue.observe(new CueFrame(view));
    }
  }

  /** Models without an address of their own, and no network. */
  private ModelStore nothingElse() {
    return new ModelStore(cache, List.of());
  }
}
