package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.signal.ReasonCode;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HumanFaceTest {

  private static final ModelStore STORE = SharedModels.store();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explicit-control/scikit-image__astronaut.png",
        "presentation-attack/awesome-face-antispoof__0001-00-00-01-0-2.jpg",
        "presentation-attack/silent-face-anti-spoof__image-T1.jpg"
      })
  void aPersonIsHuman(String picture) throws Exception {
    Reading reading = read(picture);
    assertThat(reading.value()).isGreaterThan(0.8);
    assertThat(reading.reason()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dlib__dogs.jpg", "ultra-light-fast-gener__img1.jpeg"})
  void anAnimalAndADrawnFaceAreNot(String picture) throws Exception {
    Reading reading = read("no-face/" + picture);
    assertThat(reading.value()).isLessThan(HumanFace.NAMED_BELOW);
    assertThat(reading.reason()).isEqualTo(ReasonCode.NOT_HUMAN);
  }

  @Test
  void theLandmarkModelHasNoSayOnABlurredFace() throws Exception {
    FrameView dogs = SharedFaces.frame("no-face/dlib__dogs.jpg"); // only its flag denies them
    assertThat(read(withSharpness(dogs, 41)).value()).isLessThan(HumanFace.NAMED_BELOW);
    assertThat(read(withSharpness(dogs, 39)).value()).isGreaterThan(0.5);
  }

  @Test
  void itIsAskedTwiceASecondAndOfNoFaceThatIsTurnedAwayOrTiny() {
    SharedModels.storeWith(cards());
    try (CueModels models = CueModels.open(Set.of(CueKind.HUMAN), STORE)) {
      Cue cue = CueKind.open(Set.of(CueKind.HUMAN), models).get(CueKind.HUMAN);
      Image image = TestImages.scene(320, 240, 0);
      List<Long> answered = new ArrayList<>();
      for (long at = 0; at <= 2_000; at += 100) {
        Face face = new Face(100, 60, 120, 130, 0.9f, eyesNoseMouth(0), 0);
        if (cue.observe(new CueFrame(new FrameView(image, List.of(face), at))).isPresent()) {
          answered.add(at);
        }
      }
      assertThat(answered).containsExactly(0L, 500L, 1_000L, 1_500L, 2_000L);
      Face turned = new Face(100, 60, 120, 130, 0.9f, eyesNoseMouth(30), 0);
      assertThat(turned.isTurnedAway()).isTrue();
      Face tiny = new Face(100, 60, 30, 32, 0.9f, eyesNoseMouth(0), 0);
      for (Face face : List.of(turned, tiny)) {
        assertThat(cue.observe(new CueFrame(new FrameView(image, List.of(face), 9_000))))
            .isEqualTo(Reading.NONE);
      }
    }
  }

  @Test
  void aFaceFoundHumanForEightSecondsIsSoForTenMoreAndAnotherFaceIsLookedAtAgain()
      throws Exception {
    FrameView astronaut = SharedFaces.frame("explicit-control/scikit-image__astronaut.png");
    Image person = astronaut.image();
    Face found = astronaut.faces().get(0);
    SharedModels.storeWith(cards());
    try (CueModels models = CueModels.open(Set.of(CueKind.HUMAN), STORE)) {
      Image dark = new Image(person.width(), person.height(), new byte[person.bgr().length], 1);
      Cue cue = CueKind.open(Set.of(CueKind.HUMAN), models).get(CueKind.HUMAN);
      for (long at = 0; at < 8_000; at += 500) {
        cue.observe(frame(person, found.withTrack(0), at));
      }

      double stands = cue.observe(frame(dark, found.withTrack(0), 17_000)).value();
      double tenSecondsLater = cue.observe(frame(dark, found.withTrack(0), 17_500)).value();
      for (long at = 20_000; at < 28_000; at += 500) {
        cue.observe(frame(person, found.withTrack(0), at));
      }
      double another = cue.observe(frame(dark, found.withTrack(1), 28_000)).value();

      assertThat(stands).isGreaterThan(0.8);
      assertThat(tenSecondsLater).isLessThan(0.5);
      assertThat(another).isLessThan(0.5);
    }
  }

  private static CueFrame frame(Image image, Face face, long at) {
    return new CueFrame(new FrameView(image, List.of(face), at));
  }

  private static float[] eyesNoseMouth(int noseToTheSide) {
    return new float[] {138, 105, 182, 105, 160 + noseToTheSide, 130, 140, 150, 180, 150};
  }

  private static FrameView withSharpness(FrameView of, double sharpness) {
    return new FrameView(
        of.image(), of.thumbnail(), of.faces(), of.atMillis(), of.captures(), sharpness);
  }

  private static Reading read(String picture) throws Exception {
    return read(SharedFaces.frame(picture));
  }

  private static Reading read(FrameView view) {
    SharedModels.storeWith(cards());
    try (CueModels models = CueModels.open(Set.of(CueKind.HUMAN), STORE)) {
      Cue cue = CueKind.open(Set.of(CueKind.HUMAN), models).get(CueKind.HUMAN);
      return cue.observe(new CueFrame(view));
    }
  }

  private static ModelCard[] cards() {
    return CueKind.HUMAN.cards().stream().map(ModelCards.bundled()::get).toArray(ModelCard[]::new);
  }
}
