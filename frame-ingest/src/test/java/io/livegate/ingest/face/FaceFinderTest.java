package io.livegate.ingest.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.ingest.source.FileSource;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On generated pictures always; on a real face where third-party media and weights are at hand. */
class FaceFinderTest {

  private static final Path ROOT = Path.of(System.getProperty("livegate.root", "."));
  private static final Path CLIP = ROOT.resolve("../shared/media/dev/live/sample-videos__eat.mp4");

  @TempDir private Path cache;

  @Test
  void thereIsNoFaceInPlainOrTinyPictures() throws Exception {
    List<FaceFinder> finders = new ArrayList<>(List.of(builtIn()));
    if (modelIsThere()) {
      finders.add(yunet());
    }
    for (FaceFinder finder : finders) {
      for (int[] size : new int[][] {{1, 1}, {640, 480}, {3000, 2}, {2, 3000}, {19, 19}}) {
        assertThat(finder.find(new Image(size[0], size[1], new byte[size[0] * size[1] * 3], 1)))
            .isEmpty();
      }
      finder.close();
    }
  }

  @Test
  void theOneInTheJarFindsTheSameRealFaceAndItsPoints() throws Exception {
    Image image = realFrame();
    try (FaceFinder yunet = yunet();
        FaceFinder builtIn = builtIn()) {
      Face face = only(yunet.find(image));
      Face same = only(builtIn.find(image));
      assertThat(same.iou(face)).isGreaterThan(0.7f);
      for (Face found : List.of(face, same)) {
        assertThat(found.score()).isGreaterThan(0.6f);
        assertThat(found.landmarks()).hasSize(10);
        assertThat(found.landmarks()[0]).as("left eye").isLessThan(found.landmarks()[2]);
        assertThat(found.landmarks()[1]).as("eyes above mouth").isLessThan(found.landmarks()[7]);
      }
      assertThat(same.landmarks()).containsExactly(face.landmarks(), within(face.width() / 10));
    }
  }

  @Test
  void aFinderAnswersSeveralThreadsAlike() throws Exception {
    Image image = realFrame();
    try (FaceFinder yunet = yunet();
        FaceFinder builtIn = builtIn()) {
      for (FaceFinder finder : List.of(yunet, builtIn)) {
        Face alone = only(finder.find(image));
        List<CompletableFuture<List<Face>>> together = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          together.add(CompletableFuture.supplyAsync(() -> finder.find(image)));
        }
        for (CompletableFuture<List<Face>> each : together) {
          Face face = only(each.get());
          assertThat(face.x()).isEqualTo(alone.x());
          assertThat(face.width()).isEqualTo(alone.width());
        }
      }
    }
  }

  @Test
  void aCardOfAnotherKindIsRefused() {
    ModelStore store = ModelStore.fromEnvironment(ROOT);

    assertThatThrownBy(() -> new ModelFaceFinder(ModelCards.bundled().get("minifasnet-v2"), store))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "card 'minifasnet-v2' finds no faces: its decoder is 'scores', not one of"
                + " [blazeface, ultraface, yunet]");
  }

  private static Image realFrame() throws Exception {
    Assumptions.assumeTrue(Files.exists(CLIP), () -> CLIP + " is not at hand");
    Assumptions.assumeTrue(modelIsThere(), "the weights of yunet-n are not at hand");
    try (FileSource source = new FileSource(CLIP)) {
      byte[] jpeg = source.next().encoded();
      return ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), 640);
    }
  }

  private static boolean modelIsThere() {
    return Files.exists(ROOT.resolve("../shared/models/yunet/yunet_n_dynamic.onnx"));
  }

  private static FaceFinder yunet() throws Exception {
    return new ModelFaceFinder(
        ModelCards.bundled().get("yunet-n"), ModelStore.fromEnvironment(ROOT));
  }

  private FaceFinder builtIn() throws Exception {
    return new ModelFaceFinder(
        ModelCards.bundled().get("livegate-face"), new ModelStore(cache, List.of()));
  }

  private static Face only(List<Face> faces) {
    assertThat(faces).hasSize(1);
    return faces.get(0);
  }
}
