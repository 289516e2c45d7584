package io.livegate.model.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.livegate.model.Execution;
import io.livegate.model.Execution.Arena;
import io.livegate.model.Execution.Fallback;
import io.livegate.model.Execution.Provider;
import io.livegate.model.Executions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The devices that models can run on in this JVM. What is asked for and not there is never replaced
 * in silence.
 */
public final class Devices {

  private static final String WAY_OUT =
      "; see \"On a GPU\" in docs/operate.md, or set provider: cpu, or fallback: cpu to go on"
          + " without it";

  private Devices() {}

  /**
   * What a configuration asks for in vain.
   *
   * @param key of the configuration that asks
   * @param why it is not to be had
   * @param fallsBack whether the configuration lets the CPU stand in
   */
  public record Shortage(String key, String why, boolean fallsBack) {

    /** For a person, with the way out. */
    public String message() {
      return fallsBack ? key + ": " + why + "; the CPU stands in" : key + ": " + why + WAY_OUT;
    }
  }

  /** Everything that these executions ask for and this JVM does not have. */
  public static List<Shortage> shortages(Executions executions) {
    List<Shortage> shortages = new ArrayList<>();
    executions
        .byKey()
        .forEach(
            (key, execution) -> {
              String why = missing(execution);
              if (why != null) {
                shortages.add(new Shortage(key, why, execution.fallback() == Fallback.CPU));
              }
            });
    return shortages;
  }

  /**
   * Passes where every shortage lets the CPU stand in.
   *
   * @throws IllegalStateException listing the others
   */
  public static void require(Executions executions) {
    List<String> refused = new ArrayList<>();
    for (Shortage shortage : shortages(executions)) {
      if (!shortage.fallsBack()) {
        refused.add(shortage.message());
      }
    }
    if (!refused.isEmpty()) {
      throw new IllegalStateException(
          "models cannot run where the configuration wants them:\n  "
              + String.join("\n  ", refused));
    }
  }

  /**
   * What a model runs on: as asked, or on the CPU where the configuration allows that.
   *
   * @throws IllegalStateException if it is not to be had and nothing else is allowed
   */
  static Execution here(String key, Execution asked) {
    String why = missing(asked);
    if (why == null) {
      return asked;
    }
    if (asked.fallback() == Fallback.REFUSE) {
      throw new IllegalStateException(new Shortage(key, why, false).message());
    }
    return asked.onCpu();
  }

  /** Lets a session run on its device. */
  static void choose(Execution execution, SessionOptions options) throws OrtException {
    if (execution.provider() == Provider.CPU) {
      return;
    }
    options.setMemoryPatternOptimization(execution.memoryPattern());
    if (execution.provider() == Provider.TENSORRT) {
      try (OrtTensorRTProviderOptions tensorRt =
          new OrtTensorRTProviderOptions(execution.device())) {
        for (Map.Entry<String, String> each : tensorRt(execution).entrySet()) {
          tensorRt.add(each.getKey(), each.getValue());
        }
        options.addTensorrt(tensorRt);
      }
    }
    // After TensorRT too: it takes what TensorRT leaves.
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(execution.device())) {
      for (Map.Entry<String, String> each : cuda(execution).entrySet()) {
        cuda.add(each.getKey(), each.getValue());
      }
      options.addCUDA(cuda);
    }
  }

  /** ONNX Runtime's names and values, beside the device's number. */
  static Map<String, String> cuda(Execution execution) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        "arena_extend_strategy",
        execution.arena() == Arena.SAME_AS_REQUESTED ? "kSameAsRequested" : "kNextPowerOfTwo");
    // Trying every algorithm for every shape takes seconds at the first call of each batch size.
    options.put("cudnn_conv_algo_search", "HEURISTIC");
    if (execution.memoryLimit() > 0) {
      options.put("gpu_mem_limit", Long.toString(execution.memoryLimit()));
    }
    return options;
  }

  static Map<String, String> tensorRt(Execution execution) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("trt_engine_cache_enable", "1");
    options.put("trt_engine_cache_path", engineCache(execution).toString());
    if (execution.memoryLimit() > 0) {
      options.put("trt_max_workspace_size", Long.toString(execution.memoryLimit()));
    }
    return options;
  }

  private static Path engineCache(Execution execution) {
    String folder = execution.engineCache();
    return folder != null
        ? Path.of(folder).toAbsolutePath()
        : Path.of(System.getProperty("user.home", "."), ".cache", "livegate", "engines");
  }

  /** Why the provider is not to be had here, null when it is. */
  private static @Nullable String missing(Execution execution) {
    Provider provider = execution.provider();
    if (provider == Provider.CPU) {
      return null;
    }
    Environments.get(); // before anything else of ONNX Runtime
    OrtProvider wanted = provider == Provider.CUDA ? OrtProvider.CUDA : OrtProvider.TENSOR_RT;
    if (!OrtEnvironment.getAvailableProviders().contains(wanted)) {
      return "provider "
          + provider.id()
          + " is not in this build, which has the ONNX Runtime for the CPU";
    }
    try (SessionOptions options = new SessionOptions()) {
      if (provider == Provider.TENSORRT) {
        Files.createDirectories(engineCache(execution));
      }
      choose(execution, options);
      return null;
    } catch (OrtException e) {
      return "provider "
          + provider.id()
          + " does not start on device "
          + execution.device()
          + ": "
          + String.valueOf(e.getMessage()).strip();
    } catch (IOException e) {
      return "engineCache " + engineCache(execution) + " cannot be made: " + e;
    }
  }
}
