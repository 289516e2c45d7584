package io.livegate.model.runtime;

import io.livegate.model.Execution.Provider;
import io.livegate.model.ModelCard;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pictures of several callers as one batch: the first caller opens it, those who come
 * before it starts join, and the first runs it for all. One batch runs at a time, so that under
 * load the next one fills meanwhile. No thread of its own; a caller with a batch of its own passes
 * through.
 */
final class BatchingModel implements InferenceModel {

  private final InferenceModel model;
  private final int size;
  private final long waitNanos;
  private final long[] shape;
  private final int elements;
  private final ReentrantLock running = new ReentrantLock(true);
  private final ConcurrentLinkedQueue<FloatBuffer> idle = new ConcurrentLinkedQueue<>();

  /** Takes callers; guarded by this. */
  private @Nullable Batch open;

  /**
   * @param size most pictures in a batch, at least 2
   * @param waitNanos how long the first waits for company
   */
  BatchingModel(InferenceModel model, int size, long waitNanos) {
    this.model = model;
    this.size = size;
    this.waitNanos = waitNanos;
    ModelCard.Input input = model.card().input();
    shape = new long[] {1, 3, input.height(), input.width()};
    elements = input.elements();
  }

  @Override
  public ModelCard card() {
    return model.card();
  }

  @Override
  public Provider provider() {
    return model.provider();
  }

  @Override
  public boolean takesSmaller() {
    return model.takesSmaller();
  }

  @Override
  public Map<String, float[]> run(FloatTensor input) {
    if (!Arrays.equals(input.shape(), shape)) {
      return model.run(input);
    }
    Batch batch;
    int place;
    synchronized (this) {
      if (open == null) {
        open = new Batch();
      }
      batch = open;
      place = batch.join();
      if (place == size - 1) {
        open = null;
      }
    }
    batch.lay(place, input);
    if (place == 0) {
      batch.lead();
    }
    return batch.answer(place);
  }

  @Override
  public void close() {
    model.close();
    idle.clear();
  }

  private FloatBuffer buffer() {
    FloatBuffer buffer = idle.poll();
    return buffer != null ? buffer : FloatTensor.allocate(size, 3, shape[2], shape[3]).data();
  }

  /** Some callers' pictures, side by side in one tensor. */
  private final class Batch {

    private final FloatBuffer pictures = buffer();
    private final CountDownLatch full = new CountDownLatch(1);
    private final Semaphore laid = new Semaphore(0);
    private final CompletableFuture<List<Map<String, float[]>>> answers = new CompletableFuture<>();

    /** Guarded by the model. */
    private int places;

    int join() {
      if (++places == size) {
        full.countDown();
      }
      return places - 1;
    }

    void lay(int place, FloatTensor input) {
      pictures.put(place * elements, input.data().duplicate().clear(), 0, elements);
      laid.release();
    }

    /** Runs it for all; whatever happens, all get an answer. */
    void lead() {
      awaitCompany();
      running.lock();
      try {
        int count = closed();
        laid.acquireUninterruptibly(count);
        answers.complete(run(count));
      } catch (RuntimeException | Error e) {
        answers.completeExceptionally(e);
      } finally {
        running.unlock();
        idle.add(pictures);
      }
    }

    /** An interrupt ends the wait, not the work: others count on it. */
    private void awaitCompany() {
      try {
        var unused = full.await(waitNanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private int closed() {
      synchronized (BatchingModel.this) {
        if (open == this) {
          open = null;
        }
        return places;
      }
    }

    private List<Map<String, float[]>> run(int count) {
      FloatTensor together =
          new FloatTensor(
              pictures.slice(0, count * elements), new long[] {count, 3, shape[2], shape[3]});
      Map<String, float[]> outputs = model.run(together);
      List<Map<String, float[]>> each = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        each.add(part(outputs, i, count));
      }
      return each;
    }

    private Map<String, float[]> part(Map<String, float[]> outputs, int place, int count) {
      Map<String, float[]> part = new LinkedHashMap<>();
      outputs.forEach(
          (name, values) -> {
            int width = values.length / count;
            if (width * count != values.length) {
              throw new InferenceException(
                  "model %s gave %d values of %s for %d pictures: set batch.size: 1 for it"
                      .formatted(card().id(), values.length, name, count),
                  null);
            }
            part.put(name, Arrays.copyOfRange(values, place * width, (place + 1) * width));
          });
      return part;
    }

    Map<String, float[]> answer(int place) {
      try {
        return answers.join().get(place);
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e;
      }
    }
  }
}
