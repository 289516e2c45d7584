package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.model.runtime.FloatTensor;
import io.livegate.model.runtime.InferenceModel;
import io.livegate.model.runtime.Models;
import io.livegate.testing.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model lies in the jar, so what asks only it needs no other file. */
class OwnPadTest {

  private static final ModelCard CARD = ModelCards.bundled().get(OwnPad.CARD);

  @TempDir Path cache;

  @Test
  void theModelComputesWhatItComputedWhereItWasTrained() throws Exception {
    FloatTensor tensor = FloatTensor.allocate(1, 3, 80, 80);
    for (int i = 0; i < tensor.data().capacity(); i++) {
      tensor.data().put(i, i * 7 % 256);
    }
    try (InferenceModel model = Models.acquire(CARD, builtIn())) {
      assertThat(model.run(tensor).get("live")[0]).isCloseTo(0.8041775226593018f, within(1e-4f));
    }
  }

  @Test
  void itIsAskedTwiceASecondAndAnswersInBetween() {
    try (CueModels models = CueModels.open(Set.of(CueKind.OWN_PAD), builtIn())) {
      Cue cue = CueKind.open(Set.of(CueKind.OWN_PAD), models).get(CueKind.OWN_PAD);
      Face face = new Face(100, 60, 120, 130, 0.9f, null, 0);
      List<Double> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Image image = TestImages.scene(320, 240, 40 * i);
        answers.add(cue.observe(frame(image, face, i * 100L)).value());
      }
      assertThat(answers.subList(0, 5)).containsOnly(answers.get(0));
      assertThat(answers.subList(5, 10)).containsOnly(answers.get(5));
      assertThat(answers.get(5)).isNotEqualTo(answers.get(0)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void anotherFaceIsNotJudgedByTheOneBefore() {
    try (CueModels models = CueModels.open(Set.of(CueKind.OWN_PAD), builtIn())) {
      Cue cue = CueKind.open(Set.of(CueKind.OWN_PAD), models).get(CueKind.OWN_PAD);
      Image image = TestImages.scene(640, 480, 0);
      double first = cue.observe(frame(image, new Face(60, 60, 90, 100, 0.9f, null, 0), 0)).value();
      Face other = new Face(360, 260, 130, 150, 0.9f, null, 1);
      assertThat(cue.observe(frame(image, other, 100)).value()).isNotEqualTo(first);
    }
  }

  @Test
  void aTinyFaceAndOneTheFinderIsUnsureOfSayNothing() {
    try (CueModels models = CueModels.open(Set.of(CueKind.OWN_PAD), builtIn())) {
      Cue cue = CueKind.open(Set.of(CueKind.OWN_PAD), models).get(CueKind.OWN_PAD);
      Image image = TestImages.scene(320, 240, 0);
      for (Face face :
          List.of(
              new Face(100, 60, 30, 36, 0.9f, null, 0),
              new Face(100, 60, 120, 130, 0.7f, null, 0))) {
        assertThat(cue.observe(frame(image, face, 0))).isEqualTo(Reading.NONE);
      }
    }
  }

  @Test
  void inPicturesDarkerThanThoseItLearnedFromItSaysNothing() {
    try (CueModels models = CueModels.open(Set.of(CueKind.OWN_PAD), builtIn())) {
      Cue cue = CueKind.open(Set.of(CueKind.OWN_PAD), models).get(CueKind.OWN_PAD);
      Face face = new Face(100, 60, 120, 130, 0.9f, null, 0);
      int limit = (int) Math.ceil(255 * OwnPad.MIN_BRIGHTNESS);
      Image light = TestImages.wall(320, 240, limit);
      Image dark = TestImages.wall(320, 240, limit - 1);
      assertThat(cue.observe(frame(light, face, 0)).isPresent()).isTrue();
      assertThat(cue.observe(frame(dark, face, 100))).isEqualTo(Reading.NONE);
      assertThat(cue.observe(frame(light, face, 200)).isPresent()).isTrue();
    }
  }

  @Test
  void aModelThatCannotBeUsedIsNamedOnceWithTheReasonAndTheCueIsLeftOut() throws Exception {
    Path noFolder = Files.writeString(cache.resolve("a-file"), "no folder");
    ModelStore store = new ModelStore(noFolder.resolve("cache"), List.of());
    try (CueModels models = CueModels.open(Set.of(CueKind.OWN_PAD), store)) {
      assertThat(CueKind.open(Set.of(CueKind.OWN_PAD), models)).isEmpty();
      assertThat(models.unavailable())
          .singleElement()
          .asString()
          .startsWith("the cue ownPad is left out: ")
          .contains("livegate-pad", noFolder.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "silent-face-anti-spoof__image-T1.jpg, true",
    "awesome-face-antispoof__0001-00-00-01-0-2.jpg, true",
    "silent-face-anti-spoof__image-F2.jpg, false",
    "awesome-face-antispoof__0001-00-00-01-0.jpg, false",
    "facelivenessdetection__2.jpg, false",
  })
  void peoplePassAndAScreenAndPrintsDoNot(String picture, boolean genuine) throws Exception {
    FrameView view = SharedFaces.frame("presentation-attack/" + picture);
    try (CueModels models = CueModels.open(Set.of(CueKind.OWN_PAD), builtIn())) {
      Cue cue = CueKind.open(Set.of(CueKind.OWN_PAD), models).get(CueKind.OWN_PAD);
      assertThat(cue.observe(new CueFrame(view)).value() > 0.5).isEqualTo(genuine);
    }
  }

  private ModelStore builtIn() {
    return new ModelStore(cache, List.of());
  }

  private static CueFrame frame(Image image, Face face, long atMillis) {
    return new CueFrame(new FrameView(image, List.of(face), atMillis));
  }
}
