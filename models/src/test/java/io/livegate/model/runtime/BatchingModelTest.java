package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.model.Execution;
import io.livegate.model.Execution.Batch;
import io.livegate.model.Executions;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.ModelStore;
import io.livegate.testing.TinyModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract with batches of up to three, and what is special about them. */
class BatchingModelTest extends InferenceModelContract {

  private static final int SIZE = 4;
  private static final long LONG_WAIT = TimeUnit.MINUTES.toNanos(5);

  @Override
  protected RuntimeKind runtime() {
    return RuntimeKind.ORT;
  }

  @Override
  protected ModelStore store(TinyModel of) {
    Execution cpu = Execution.CPU;
    return of.store()
        .running(
            new Executions(
                new Execution(
                    cpu.provider(),
                    cpu.fallback(),
                    cpu.device(),
                    cpu.memoryLimit(),
                    cpu.arena(),
                    cpu.memoryPattern(),
                    cpu.engineCache(),
                    new Batch(3, Duration.ofMillis(2))),
                Map.of()));
  }

  @Test
  void asManyCallersAsFitRunAsOneBatchWithoutWaitingLonger() throws Exception {
    FirstValue inner = new FirstValue(TinyModel.in(folder).card());
    try (BatchingModel model = new BatchingModel(inner, SIZE, LONG_WAIT)) {
      List<Float> answers = together(model, SIZE);

      assertThat(answers).containsExactly(0f, 1f, 2f, 3f);
      assertThat(inner.batches).containsExactly(SIZE);
    }
  }

  @Test
  void oneCallerAloneGetsAnAnswerWhenItsWaitIsOver() throws Exception {
    FirstValue inner = new FirstValue(TinyModel.in(folder).card());
    try (BatchingModel model = new BatchingModel(inner, SIZE, 1)) {
      assertThat(together(model, 1)).containsExactly(0f);
      assertThat(inner.batches).containsExactly(1);
    }
  }

  @Test
  void aBatchThatFailsFailsForEveryCallerInIt() throws Exception {
    FirstValue inner = new FirstValue(TinyModel.in(folder).card());
    inner.failure = new InferenceException("out of memory", null);
    try (BatchingModel model = new BatchingModel(inner, SIZE, LONG_WAIT)) {
      ExecutorService callers = Executors.newFixedThreadPool(SIZE);
      try {
        for (Future<Float> each : callers.invokeAll(calls(model, SIZE))) {
          assertThatThrownBy(each::get)
              .isInstanceOf(ExecutionException.class)
              .cause()
              .isSameAs(inner.failure);
        }
      } finally {
        callers.shutdownNow();
      }
    }
  }

  @Test
  void aCallersOwnBatchIsPassedOnAsItIs() throws Exception {
    FirstValue inner = new FirstValue(TinyModel.in(folder).card());
    try (BatchingModel model = new BatchingModel(inner, SIZE, LONG_WAIT)) {
      assertThat(model.run(FloatTensor.allocate(7, 3, 6, 8)).get("first")).hasSize(7);
      assertThat(inner.batches).containsExactly(7);
    }
  }

  @Test
  void anInterruptedCallerStillRunsForItsCompany() throws Exception {
    FirstValue inner = new FirstValue(TinyModel.in(folder).card());
    try (BatchingModel model = new BatchingModel(inner, SIZE, LONG_WAIT)) {
      Thread.currentThread().interrupt();

      assertThat(calls(model, 1).get(0).call()).isEqualTo(0f, within(0f));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Each caller's picture is its number, and so is its answer. */
  private static List<Callable<Float>> calls(BatchingModel model, int callers) {
    List<Callable<Float>> calls = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      FloatTensor picture = FloatTensor.allocate(1, 3, 6, 8);
      picture.data().put(0, i);
      calls.add(() -> model.run(picture).get("first")[0]);
    }
    return calls;
  }

  private static List<Float> together(BatchingModel model, int callers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Float> answers = new ArrayList<>();
      for (Future<Float> each : threads.invokeAll(calls(model, callers))) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Answers with the first value of each picture. */
  private static final class FirstValue implements InferenceModel {

    private final ModelCard card;
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private volatile RuntimeException failure;

    FirstValue(ModelCard card) {
      this.card = card;
    }

    @Override
    public ModelCard card() {
      return card;
    }

    @Override
    public Map<String, float[]> run(FloatTensor input) {
      int count = (int) input.shape()[0];
      batches.add(count);
      if (failure != null) {
        throw failure;
      }
      float[] first = new float[count];
      for (int i = 0; i < count; i++) {
        first[i] = input.data().get(i * card.input().elements());
      }
      return Map.of("first", first);
    }

    @Override
    public void close() {}
  }
}
