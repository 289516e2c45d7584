package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.ModelCards;
import io.livegate.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DjlModelTest extends InferenceModelContract {

  @Override
  protected RuntimeKind runtime() {
    return RuntimeKind.DJL;
  }

  @Test
  void anEngineThatIsNotHereIsNamedWithThoseThatAre() throws Exception {
    TinyModel tiny = TinyModel.in(folder.resolve("other"));
    Path file = folder.resolve("other/tiny.yaml");
    String yaml = Files.readString(file).replace("runtime: ort", "runtime: djl\nengine: Nowhere");
    Files.writeString(file, yaml);
    ModelCard card = ModelCards.read(file);

    assertThatThrownBy(() -> Models.acquire(card, tiny.store()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("DJL has no engine Nowhere here, only [OnnxRuntime")
        .hasMessageContaining("class path");
  }
}
