package io.livegate.model.runtime;

import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The JVM's loaded models: one session per card and runtime, shared by all who ask, closed when the
 * last handle is. Named static state: without it each detector and slot would hold weights of its
 * own.
 */
public final class Models {

  private static final Map<ModelCard, Shared> LOADED = new HashMap<>();

  private Models() {}

  /**
   * A handle to the model, loaded if nobody holds it yet.
   *
   * @throws ModelUnavailableException if its file is nowhere to be had
   * @throws ModelRefusedException if the file is not what the card says
   */
  public static InferenceModel acquire(ModelCard card, ModelStore store)
      throws ModelUnavailableException {
    synchronized (LOADED) {
      Shared shared = LOADED.get(card);
      if (shared == null) {
        shared = new Shared(load(card, store.locate(card)));
        LOADED.put(card, shared);
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

  private static InferenceModel load(ModelCard card, Path file) {
    return switch (card.runtime()) {
      case ORT -> OrtModel.load(card, file);
      case DJL -> DjlModel.load(card, file);
    };
  }

  private static void release(Shared shared) {
    synchronized (LOADED) {
      shared.holders--;
      if (shared.holders == 0) {
        LOADED.remove(shared.model.card());
        shared.model.close();
      }
    }
  }

  private static final class Shared {
    private final InferenceModel model;
    private int holders;

    Shared(InferenceModel model) {
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
    public Map<String, float[]> run(FloatTensor input) {
      return gate.call(() -> shared.model.run(input));
    }

    @Override
    public void close() {
      gate.close(() -> release(shared));
    }
  }
}
