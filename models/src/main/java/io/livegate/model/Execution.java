package io.livegate.model;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a model runs and how many pictures at a time. It changes what the model says by rounding
 * only.
 *
 * @param provider what computes
 * @param fallback what happens where that is not to be had
 * @param device number of the GPU
 * @param memoryLimit bytes of the GPU's memory for this model; 0 = as much as it asks for
 * @param arena how that memory grows
 * @param memoryPattern whether memory is planned by the first call of a shape, on a GPU
 * @param engineCache folder of TensorRT's engines; null = in the user's cache folder
 * @param batch pictures of several callers that run together
 */
public record Execution(
    Provider provider,
    Fallback fallback,
    int device,
    long memoryLimit,
    Arena arena,
    boolean memoryPattern,
    @Nullable String engineCache,
    Batch batch)
    implements Serializable {

  /** On the CPU, each picture as it comes: what every machine can do. */
  public static final Execution CPU =
      new Execution(
          Provider.CPU,
          Fallback.REFUSE,
          0,
          0,
          Arena.SAME_AS_REQUESTED,
          false,
          null,
          new Batch(1, Duration.ZERO));

  /** ONNX Runtime's execution providers that Livegate can ask for. */
  public enum Provider {
    CPU,
    CUDA,
    TENSORRT;

    /** As configurations name it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What to do without the provider that was asked for. */
  public enum Fallback {
    /** Nothing starts. */
    REFUSE,
    /** It is said, and the CPU does the work. */
    CPU
  }

  /** How memory on a GPU grows. */
  public enum Arena {
    SAME_AS_REQUESTED,
    NEXT_POWER_OF_TWO
  }

  /**
   * Pictures that run together.
   *
   * @param size at most; 1 = each is run as it comes
   * @param maxWait of the first for company
   */
  public record Batch(int size, Duration maxWait) implements Serializable {}

  /** What stands in for it on the CPU, where batches gain nothing. */
  public Execution onCpu() {
    return new Execution(
        Provider.CPU, fallback, device, memoryLimit, arena, memoryPattern, engineCache, CPU.batch);
  }
}
