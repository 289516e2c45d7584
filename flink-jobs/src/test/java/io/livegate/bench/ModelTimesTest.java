package io.livegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.image.Image;
import io.livegate.model.ModelUnavailableException;
import io.livegate.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTimesTest {

  private static final Image PICTURE = new Image(4, 4, new byte[48], 1);

  @TempDir private Path folder;

  @Test
  void aBatchOfSeveralCallersIsTimedByThePicture() throws Exception {
    TinyModel tiny = TinyModel.in(folder);

    ModelTimes.Row row = ModelTimes.of(tiny.card(), tiny.store(), PICTURE, 4, 2, 20);

    assertThat(row).isNotNull();
    assertThat(row.model()).isEqualTo("tiny");
    assertThat(row.batch()).isEqualTo(4);
    assertThat(row.threads()).isEqualTo(2);
    assertThat(row.millisPerImage()).isPositive();
    assertThat(row.imagesPerSecond()).isPositive();
    assertThat(row.provider()).isEqualTo("cpu");
  }

  @Test
  void aModelThatIsNotThereIsNamed() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    Files.delete(folder.resolve("tiny/tiny.onnx"));

    assertThatThrownBy(() -> ModelTimes.of(tiny.card(), tiny.store(), PICTURE, 1, 1, 20))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageContaining("tiny");
  }
}
