package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.testing.TinyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  @TempDir Path folder;

  @Test
  void holdersShareOneSessionAndTheLastOneClosesIt() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    int before = Models.loaded();
    InferenceModel one = Models.acquire(tiny.card(), tiny.store());
    InferenceModel other = Models.acquire(tiny.card(), tiny.store());
    assertThat(Models.loaded()).isEqualTo(before + 1);

    one.close();
    one.close();
    assertThat(Models.loaded()).as("one holder left").isEqualTo(before + 1);
    assertThat(other.run(FloatTensor.allocate(1, 3, 6, 8))).containsKey("means");

    other.close();
    assertThat(Models.loaded()).isEqualTo(before);
  }

  @Test
  void theSameFileOnTwoRuntimesIsTwoModels() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    int before = Models.loaded();
    try (InferenceModel ort = Models.acquire(tiny.card(), tiny.store());
        InferenceModel djl =
            Models.acquire(tiny.card().withRuntime(RuntimeKind.DJL), tiny.store())) {
      assertThat(Models.loaded()).isEqualTo(before + 2);
      assertThat(djl.card().runtime()).isEqualTo(RuntimeKind.DJL);
      assertThat(ort.card().runtime()).isEqualTo(RuntimeKind.ORT);
    }
    assertThat(Models.loaded()).isEqualTo(before);
  }

  @Test
  void aModelThatIsNotThereLeavesNothingBehind() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    int before = Models.loaded();
    ModelStore empty = new ModelStore(folder.resolve("none"), List.of());
    assertThatThrownBy(() -> Models.acquire(tiny.card(), empty))
        .isInstanceOf(ModelUnavailableException.class);
    assertThat(Models.loaded()).isEqualTo(before);
  }

  @Test
  void closingWaitsForTheCallInside() throws Exception {
    Gate gate = new Gate("model tiny");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    Thread caller =
        new Thread(
            () ->
                gate.call(
                    () -> {
                      inside.countDown();
                      await(go);
                      done.set(true);
                      return 0;
                    }));
    caller.start();
    inside.await();
    AtomicBoolean released = new AtomicBoolean();
    AtomicBoolean doneBeforeRelease = new AtomicBoolean();
    Thread closer =
        new Thread(
            () ->
                gate.close(
                    () -> {
                      doneBeforeRelease.set(done.get());
                      released.set(true);
                    }));
    closer.start();
    closer.join(50);
    assertThat(released).as("released while a call is inside").isFalse();
    go.countDown();
    closer.join();
    caller.join();
    assertThat(doneBeforeRelease).isTrue();
  }

  @Test
  void djlIsToldNotToReportHome() {
    Environments.get();
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
