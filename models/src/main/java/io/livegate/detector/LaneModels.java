package io.livegate.detector;

import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.ImageModel;
import io.livegate.signal.ModelStamp;
import java.util.ArrayList;
import java.util.List;

/**
 * The models of one lane: opened together, closed together, and when one is not there the lane
 * knows which and why.
 */
public final class LaneModels implements AutoCloseable {

  /** Of a lane that needs none. */
  public static final LaneModels NONE = new LaneModels(List.of(), List.of());

  private final List<ImageModel> models;
  private final List<String> unavailable;

  private LaneModels(List<ImageModel> models, List<String> unavailable) {
    this.models = List.copyOf(models);
    this.unavailable = List.copyOf(unavailable);
  }

  /** Opens what is there; never fails for a model that is not. */
  public static LaneModels open(List<ModelCard> cards, ModelStore store) {
    List<ImageModel> models = new ArrayList<>();
    List<String> unavailable = new ArrayList<>();
    for (ModelCard card : cards) {
      try {
        models.add(ImageModel.acquire(card, store));
      } catch (ModelUnavailableException e) {
        unavailable.add(e.getMessage());
      }
    }
    if (cards.isEmpty()) {
      unavailable.add("no model is configured for this lane");
    }
    return new LaneModels(models, unavailable);
  }

  /** The models that are there, in the order of their cards. */
  public List<ImageModel> all() {
    return models;
  }

  /** Whether every configured model is there. */
  public boolean complete() {
    return unavailable.isEmpty();
  }

  /** One message per model that is not there. */
  public List<String> unavailable() {
    return unavailable;
  }

  public List<ModelStamp> stamps() {
    return models.stream().map(model -> model.card().stamp()).toList();
  }

  /** Harmless when repeated. */
  @Override
  public void close() {
    models.forEach(ImageModel::close);
  }
}
