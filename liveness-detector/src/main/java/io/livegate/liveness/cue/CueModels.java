package io.livegate.liveness.cue;

import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.ImageModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The small models that some cues look through. A cue whose model is not there is left out and
 * named; the lane goes on without it.
 */
public final class CueModels implements AutoCloseable {

  private final Map<String, ImageModel> byCard = new LinkedHashMap<>();
  private final List<String> unavailable = new ArrayList<>();

  private CueModels() {}

  /** Opens what the cues need; never fails for a model that is not there. */
  public static CueModels open(Set<CueKind> cues, ModelStore store) {
    CueModels models = new CueModels();
    for (CueKind cue : cues) {
      for (String card : cue.cards()) {
        if (!models.byCard.containsKey(card)) {
          models.open(cue, ModelCards.bundled().get(card), store);
        }
      }
    }
    return models;
  }

  private void open(CueKind cue, ModelCard card, ModelStore store) {
    try {
      byCard.put(card.id(), ImageModel.acquire(card, store));
    } catch (ModelUnavailableException e) {
      unavailable.add("the cue " + cue.id() + " is left out: " + e.getMessage());
    }
  }

  boolean has(CueKind cue) {
    return byCard.keySet().containsAll(cue.cards());
  }

  /**
   * @throws IllegalArgumentException if the model is not there
   */
  ImageModel get(String card) {
    ImageModel model = byCard.get(card);
    if (model == null) {
      throw new IllegalArgumentException("no model of the card " + card + " is open");
    }
    return model;
  }

  /** The models that are there, in the order they were asked for. */
  public List<ImageModel> all() {
    return List.copyOf(byCard.values());
  }

  /** One message per model that is not there. */
  public List<String> unavailable() {
    return List.copyOf(unavailable);
  }

  @Override
  public void close() {
    byCard.values().forEach(ImageModel::close);
  }
}
