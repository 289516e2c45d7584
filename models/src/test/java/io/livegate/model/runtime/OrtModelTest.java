package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.testing.TinyModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrtModelTest extends InferenceModelContract {

  @Override
  protected RuntimeKind runtime() {
    return RuntimeKind.ORT;
  }

  @Test
  void aCallerThatAsksAgainIsGivenTheSameArrays(@TempDir Path other) throws Exception {
    TinyModel tiny = TinyModel.in(other);
    try (InferenceModel model = Models.acquire(tiny.card(), tiny.store())) {
      Outputs outputs = new Outputs();
      FloatTensor input = FloatTensor.allocate(1, 3, 6, 8);
      var unused = model.run(input, outputs);
      float[] second = model.run(input, outputs).get("means");
      assertThat(model.run(input, outputs).get("means")).isSameAs(second);
    }
  }
}
