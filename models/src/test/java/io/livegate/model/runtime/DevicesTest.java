package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.livegate.model.Execution;
import io.livegate.model.Execution.Arena;
import io.livegate.model.Execution.Batch;
import io.livegate.model.Execution.Fallback;
import io.livegate.model.Execution.Provider;
import io.livegate.model.Executions;
import io.livegate.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a build for the CPU, where every GPU is missing. */
class DevicesTest {

  @TempDir private Path folder;

  @BeforeEach
  void onABuildForTheCpu() {
    Environments.get();
    assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
  }

  private static Execution on(Provider provider, Fallback fallback) {
    return new Execution(
        provider,
        fallback,
        2,
        1 << 20,
        Arena.NEXT_POWER_OF_TWO,
        false,
        "/engines",
        new Batch(4, Duration.ofMillis(1)));
  }

  @Test
  void allThatIsMissingIsListedWithTheWayOut() {
    Executions executions =
        new Executions(
            on(Provider.CUDA, Fallback.REFUSE),
            Map.of(
                "a", on(Provider.TENSORRT, Fallback.REFUSE),
                "b", on(Provider.CPU, Fallback.REFUSE)));

    assertThatThrownBy(() -> Devices.require(executions))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            """
            models cannot run where the configuration wants them:
              inference: provider cuda is not in this build, which has the ONNX Runtime for the \
            CPU; see "On a GPU" in docs/operate.md, or set provider: cpu, or fallback: cpu to go on \
            without it
              inference.models.a: provider tensorrt is not in this build, which has the ONNX Runtime \
            for the CPU; see "On a GPU" in docs/operate.md, or set provider: cpu, or fallback: cpu to \
            go on without it""");
  }

  @Test
  void whereTheCpuMayStandInItIsSaidAndNothingRefused() {
    Executions executions = new Executions(on(Provider.CUDA, Fallback.CPU), Map.of());

    Devices.require(executions);
    assertThat(Devices.shortages(executions))
        .singleElement()
        .satisfies(
            shortage -> {
              assertThat(shortage.fallsBack()).isTrue();
              assertThat(shortage.message())
                  .startsWith("inference: provider cuda is not in this build")
                  .endsWith("; the CPU stands in");
            });
  }

  @Test
  void theCpuIsNeverMissing() {
    Devices.require(Executions.CPU);
    assertThat(Devices.shortages(Executions.CPU)).isEmpty();
  }

  @Test
  void aModelIsNotLoadedElsewhereThanWhereItWasAskedFor() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    Executions own =
        new Executions(Execution.CPU, Map.of("tiny", on(Provider.CUDA, Fallback.REFUSE)));

    assertThatThrownBy(() -> Models.acquire(tiny.card(), tiny.store().running(own)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("inference.models.tiny: provider cuda is not in this build");
  }

  @Test
  void aModelThatMayFallBackRunsOnTheCpuEachPictureAsItComes() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    Executions general = new Executions(on(Provider.CUDA, Fallback.CPU), Map.of());

    try (InferenceModel model = Models.acquire(tiny.card(), tiny.store().running(general))) {
      assertThat(model.provider()).isEqualTo(Provider.CPU);
      assertThat(model.run(FloatTensor.allocate(1, 3, 6, 8))).containsOnlyKeys("means");
    }
    assertThat(on(Provider.CUDA, Fallback.CPU).onCpu().batch().size()).isEqualTo(1);
  }

  @Test
  void optionsHaveOnnxRuntimesNames() {
    Execution execution = on(Provider.TENSORRT, Fallback.REFUSE);

    assertThat(Devices.cuda(execution))
        .containsEntry("gpu_mem_limit", "1048576")
        .containsEntry("arena_extend_strategy", "kNextPowerOfTwo");
    assertThat(Devices.tensorRt(execution))
        .containsEntry("trt_engine_cache_enable", "1")
        .containsEntry("trt_engine_cache_path", "/engines")
        .containsEntry("trt_max_workspace_size", "1048576");
    assertThat(Devices.cuda(Execution.CPU))
        .doesNotContainKey("gpu_mem_limit")
        .containsEntry("arena_extend_strategy", "kSameAsRequested");
  }
}
