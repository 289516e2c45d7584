package io.livegate.bench;

import io.livegate.evaluate.stats.Percentile;
import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.Region;
import io.livegate.model.input.Preprocessor;
import io.livegate.model.runtime.FloatTensor;
import io.livegate.model.runtime.InferenceException;
import io.livegate.model.runtime.InferenceModel;
import io.livegate.model.runtime.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How long one model takes for a picture, alone and in batches, with one caller and with many. */
public final class ModelTimes {

  private static final int WARM_UP_RUNS = 20;

  private ModelTimes() {}

  /**
   * One way of asking.
   *
   * @param model id of the card
   * @param batch pictures a run
   * @param threads callers at a time, each running the model on one thread
   * @param millisPerImage median time of a run over its pictures, as one caller sees it
   * @param imagesPerSecond of all callers
   * @param provider what computed it: cpu, cuda or tensorrt
   */
  public record Row(
      String model,
      int batch,
      int threads,
      double millisPerImage,
      double imagesPerSecond,
      String provider) {}

  /**
   * @param picture laid into the input as a whole: what is on it matters to some models' time
   * @param millis how long to measure
   * @return null where the model takes no batches of this size
   * @throws ModelUnavailableException if its file is nowhere to be had
   */
  public static @Nullable Row of(
      ModelCard card, ModelStore store, Image picture, int batch, int threads, long millis)
      throws ModelUnavailableException, InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try (InferenceModel model = Models.acquire(card, store)) {
      FloatTensor input = input(card, picture, batch);
      List<Future<long[]>> runs = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        runs.add(callers.submit(() -> nanosOfRuns(model, input, millis)));
      }
      double perSecond = 0;
      LongStream all = LongStream.empty();
      for (Future<long[]> each : runs) {
        long[] nanos = each.get();
        perSecond += batch * nanos.length * 1e9 / Arrays.stream(nanos).sum();
        all = LongStream.concat(all, Arrays.stream(nanos));
      }
      double median = Percentile.of(all.asDoubleStream().toArray(), 0.5);
      return new Row(
          card.id(), batch, threads, median / 1e6 / batch, perSecond, model.provider().id());
    } catch (ExecutionException e) {
      if (batch > 1 && e.getCause() instanceof InferenceException) {
        return null;
      }
      throw new IllegalStateException(card.id() + " does not run: " + e.getCause(), e);
    } finally {
      callers.shutdownNow();
    }
  }

  /** Callers only read it, so they can share it. */
  private static FloatTensor input(ModelCard card, Image picture, int batch) {
    ModelCard.Input input = card.input();
    FloatTensor tensor = FloatTensor.allocate(batch, 3, input.height(), input.width());
    new Preprocessor(card)
        .write(
            picture,
            Region.upright(0, 0, picture.width(), picture.height(), Border.SHIFT),
            tensor.data());
    for (int i = input.elements(); i < batch * input.elements(); i++) {
      tensor.data().put(i, tensor.data().get(i - input.elements()));
    }
    return tensor;
  }

  private static long[] nanosOfRuns(InferenceModel model, FloatTensor input, long millis) {
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      model.run(input);
    }
    LongStream.Builder nanos = LongStream.builder();
    long begin = System.nanoTime();
    for (long now = begin; now - begin < millis * 1_000_000; ) {
      long start = now;
      model.run(input);
      now = System.nanoTime();
      nanos.add(now - start);
    }
    return nanos.build().toArray();
  }
}
