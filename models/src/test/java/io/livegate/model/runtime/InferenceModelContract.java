package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.ModelStore;
import io.livegate.testing.TinyModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link InferenceModel} must do; run for each runtime on a generated model. */
public abstract class InferenceModelContract {

  @TempDir Path folder;

  private TinyModel tiny;
  private InferenceModel model;

  /** The runtime under test. */
  protected abstract RuntimeKind runtime();

  /** Says how it runs. */
  protected ModelStore store(TinyModel of) {
    return of.store();
  }

  @BeforeEach
  void load() throws Exception {
    tiny = TinyModel.in(folder);
    model = acquire(tiny);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void theMeanOfEachPlaneComesBackUnderItsName() {
    Map<String, float[]> outputs = model.run(planes(1, 10, 20, 30));
    assertThat(outputs).containsOnlyKeys("means");
    assertThat(outputs.get("means")).containsExactly(new float[] {10, 20, 30}, within(1e-4f));
  }

  @Test
  void aBatchGivesItsAnswersOneAfterTheOther() {
    FloatTensor batch = FloatTensor.allocate(2, 3, 6, 8);
    for (int i = 0; i < batch.data().capacity(); i++) {
      batch.data().put(i, i / 48);
    }
    assertThat(model.run(batch).get("means"))
        .containsExactly(new float[] {0, 1, 2, 3, 4, 5}, within(1e-4f));
  }

  @Test
  void theBufferMayBeReusedAndTheOutputStays() {
    FloatTensor input = planes(1, 10, 20, 30);
    float[] first = model.run(input).get("means");
    for (int i = 0; i < input.data().capacity(); i++) {
      input.data().put(i, 99);
    }
    assertThat(model.run(input).get("means"))
        .containsExactly(new float[] {99, 99, 99}, within(1e-3f));
    assertThat(first).containsExactly(new float[] {10, 20, 30}, within(1e-4f));
  }

  @Test
  void outputsInTheCallersMemoryAreThoseOfItsNewestCall() {
    Outputs outputs = new Outputs();
    for (int i = 1; i < 5; i++) {
      assertThat(model.run(planes(1, i, 20 * i, 30), outputs).get("means"))
          .containsExactly(new float[] {i, 20 * i, 30}, within(1e-3f));
    }
  }

  @Test
  void outputsThatDoNotFitIntoTheCallersMemoryComeAllTheSame() {
    Outputs outputs = new Outputs();
    for (int pictures : new int[] {1, 1, 2, 1, 2}) {
      assertThat(model.run(planes(pictures, 1, 2, 3), outputs).get("means"))
          .hasSize(3 * pictures)
          .startsWith(new float[] {1, 2, 3}, within(1e-4f));
    }
  }

  @Test
  void positionAndLimitOfTheBufferDoNotMatter() {
    FloatTensor input = planes(1, 10, 20, 30);
    input.data().position(5).limit(7);
    assertThat(model.run(input).get("means"))
        .containsExactly(new float[] {10, 20, 30}, within(1e-4f));
    assertThat(input.data().position()).isEqualTo(5);
  }

  @Test
  void severalThreadsGetTheirOwnAnswers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<float[]>> work = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int value = i;
        work.add(() -> model.run(planes(1, value, 2 * value, 3 * value)).get("means"));
      }
      List<Future<float[]>> results = threads.invokeAll(work);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get())
            .containsExactly(new float[] {i, 2 * i, 3 * i}, within(1e-2f));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anotherShapeIsRefusedInTheCardsWords() {
    assertThatThrownBy(() -> model.run(FloatTensor.allocate(1, 3, 8, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model tiny takes [batch, 3, 6, 8], not [1, 3, 8, 6]");
  }

  @Test
  void useAfterCloseIsAClearError() {
    model.close();
    model.close();
    assertThatThrownBy(() -> model.run(planes(1, 1, 2, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model tiny is closed: acquire it again before running it");
  }

  @Test
  void aFileWithAnOutputTheCardDoesNotNameIsRefused() throws Exception {
    TinyModel leaking = TinyModel.in(folder.resolve("leaking"), "means", "embedding");
    assertThatThrownBy(() -> acquire(leaking))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessage(
            "model tiny (tiny/tiny.onnx) is refused:\n"
                + "  output embedding is not on the card's list [means]");
  }

  @Test
  void aFileWithoutTheCardsOutputIsRefusedWithAllDifferences() throws Exception {
    TinyModel other = TinyModel.in(folder.resolve("other"), "features");
    assertThatThrownBy(() -> acquire(other))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("output features is not on the card's list [means]")
        .hasMessageContaining("output means of the card is not in the file");
  }

  @Test
  void aFileThatIsNoModelIsRefusedByName() throws Exception {
    Path broken = folder.resolve("broken");
    TinyModel valid = TinyModel.in(broken);
    java.nio.file.Files.writeString(broken.resolve("tiny/tiny.onnx"), "not a model");
    java.nio.file.Files.writeString(
        broken.resolve("tiny.yaml"),
        TinyModel.yaml(
            TinyModel.sha256("not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    ModelCard card = io.livegate.model.ModelCards.read(broken.resolve("tiny.yaml"));
    assertThatThrownBy(() -> Models.acquire(card.withRuntime(runtime()), valid.store()))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("model tiny (tiny/tiny.onnx) is refused")
        .hasMessageContaining("tiny.onnx");
  }

  private InferenceModel acquire(TinyModel of) throws Exception {
    return Models.acquire(of.card().withRuntime(runtime()), store(of));
  }

  private static FloatTensor planes(int batch, float... values) {
    FloatTensor tensor = FloatTensor.allocate(batch, 3, 6, 8);
    for (int i = 0; i < tensor.data().capacity(); i++) {
      tensor.data().put(i, values[i / 48 % 3]);
    }
    return tensor;
  }
}
