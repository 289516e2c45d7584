package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.image.Image;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.Region;
import io.livegate.testing.TestImages;
import io.livegate.testing.TinyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageModelTest {

  @TempDir Path folder;

  private ImageModel model;

  @BeforeEach
  void load() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    model = ImageModel.acquire(tiny.card(), tiny.store());
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void aPictureGoesInByTheCardAndTheFirstOutputComesOut() {
    Image image = TestImages.wall(64, 48, 0);
    for (int i = 0; i < 64 * 48; i++) {
      image.bgr()[3 * i + 2] = (byte) 200;
    }
    assertThat(model.run(image, null)).containsExactly(new float[] {200, 0, 0}, within(1e-3f));
  }

  @Test
  void aRegionOfTheCallersOwnIsRunToo() {
    Image image = TestImages.gradient(256, 16);
    float[] left = model.runRegion(image, Region.upright(0, 0, 8, 16, Border.SHIFT)).get("means");
    assertThat(left[2]).as("mean of columns 0..7 of blue").isCloseTo(3.5f, within(1e-3f));
  }

  @Test
  void simultaneousCallersDoNotMixTheirPictures() {
    List<float[]> means =
        IntStream.range(0, 256)
            .parallel()
            .mapToObj(grey -> model.run(TestImages.wall(64, 48, grey), null))
            .toList();
    for (int grey = 0; grey < 256; grey++) {
      assertThat(means.get(grey)).containsExactly(new float[] {grey, grey, grey}, within(1e-2f));
    }
  }

  @Test
  void useAfterCloseIsAClearError() {
    model.close();
    assertThatThrownBy(() -> model.run(TestImages.wall(2, 2, 0), null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("model tiny is closed");
  }

  @Test
  void aTensorMustBeDirectAndOfItsShape() {
    assertThatThrownBy(() -> new FloatTensor(java.nio.FloatBuffer.allocate(3), new long[] {1, 3}))
        .hasMessage(
            "a tensor's buffer must be direct and in native order: use FloatTensor.allocate");
    assertThatThrownBy(() -> new FloatTensor(FloatTensor.allocate(4).data(), new long[] {1, 3}))
        .hasMessage("shape [1, 3] needs 3 values, not 4");
  }
}
