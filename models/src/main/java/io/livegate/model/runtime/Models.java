package io.livegate.model.runtime;

import io.livegate.model.Execution;
import io.livegate.model.Execution.Provider;
import io.livegate.model.Executions;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's loaded models: one session for a card and the way it runs, shared by all who ask,
 * closed when the last handle is. Named static state: without it each detector and slot would hold
 * weights of its own.
 */
public final class Models {

  private static final Logger LOG = LoggerFactory.getLogger(Models.class);

  private static final Map<Key, Shared> LOADED = new HashMap<>();

  private Models() {}

  /**
   * A handle to the model, loaded if nobody holds it yet; it runs as the store says.
   *
   * @throws ModelUnavailableException if its file is nowhere to be had
   * @throws ModelRefusedException if the file is not what the card says
   * @throws IllegalStateException if it is to run on a device that is not there
   */
  public static InferenceModel acquire(ModelCard card, ModelStore store)
      throws ModelUnavailableException {
    Executions executions = store.executions();
    Key key = new Key(card, executions.of(card));
    synchronized (LOADED) {
      Shared shared = LOADED.get(key);
      if (shared == null) {
        shared = new Shared(key, load(key, store.locate(card), executions.keyOf(card)));
        LOADED.put(key, shared);
      }
      shared.holders++;
      return new Handle(shared);
    }
  }

  /** How many models are loaded in this JVM. */
  public static int loaded() {
    synchronized (LOADED) {
      return LOADED.size();
    }
  }

  private static InferenceModel load(Key key, Path file, String configured) {
    ModelCard card = key.card();
    Execution asked = key.execution();
    Execution execution = Devices.here(configured, asked);
    if (execution != asked) {
      LOG.warn(
          "model {} runs on the CPU and not on {}, which {} asks for",
          card.id(),
          asked.provider().id(),
          configured);
    }
    return switch (card.runtime()) {
      case ORT -> batching(OrtModel.load(card, file, execution), execution.batch());
      case DJL -> onCpu(card, file, execution);
    };
  }

  private static InferenceModel batching(OrtModel model, Execution.Batch batch) {
    if (batch.size() == 1) {
      return model;
    }
    if (!model.takesBatches()) {
      LOG.warn("model {} takes one picture at a time: no batches for it", model.card().id());
      return model;
    }
    return new BatchingModel(model, batch.size(), batch.maxWait().toNanos());
  }

  private static InferenceModel onCpu(ModelCard card, Path file, Execution execution) {
    if (execution.provider() != Provider.CPU) {
      throw new ModelRefusedException(
          card,
          List.of(
              "runtime djl runs on the CPU only: set runtime: ort in its card, or"
                  + " inference.models."
                  + card.id()
                  + ".provider: cpu"),
          null);
    }
    return DjlModel.load(card, file);
  }

  private static void release(Shared shared) {
    synchronized (LOADED) {
      shared.holders--;
      if (shared.holders == 0) {
        LOADED.remove(shared.key);
        shared.model.close();
      }
    }
  }

  /** The same card on another device is another session. */
  private record Key(ModelCard card, Execution execution) {}

  private static final class Shared {
    private final Key key;
    private final InferenceModel model;
    private int holders;

    Shared(Key key, InferenceModel model) {
      this.key = key;
      this.model = model;
    }
  }

  /** One holder's view; closing it does not disturb the others. */
  private static final class Handle implements InferenceModel {
    private final Shared shared;
    private final Gate gate;

    Handle(Shared shared) {
      this.shared = shared;
      gate = new Gate("model " + shared.model.card().id());
    }

    @Override
    public ModelCard card() {
      return shared.model.card();
    }

    @Override
    public Provider provider() {
      return shared.model.provider();
    }

    @Override
    public boolean takesSmaller() {
      return shared.model.takesSmaller();
    }

    @Override
    public Map<String, float[]> run(FloatTensor input) {
      return gate.call(() -> shared.model.run(input));
    }

    @Override
    public Map<String, float[]> run(FloatTensor input, Outputs outputs) {
      return gate.call(() -> shared.model.run(input, outputs));
    }

    @Override
    public void close() {
      gate.close(() -> release(shared));
    }
  }
}
