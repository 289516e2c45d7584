package io.livegate.liveness.cue;

import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.ImageModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The small models that some cues look through. A cue whose model is not there, nor one that stands
 * in for it, is left out and named; the lane goes on without it.
 */
public final class CueModels implements AutoCloseable {

  private final Map<String, ImageModel> byCard = new LinkedHashMap<>();
  private final List<String> unavailable = new ArrayList<>();

  private CueModels() {}

  /** Opens what the cues need; never fails for a model that is not there. */
  public static CueModels open(Set<CueKind> cues, ModelStore store) {
    CueModels models = new CueModels();
    for (CueKind cue : cues) {
      models.open(cue, store);
    }
    return models;
  }

  private void open(CueKind cue, ModelStore store) {
    List<String> missing = open(cue.cards(), store);
    if (missing.isEmpty()) {
      return;
    }
    String standIn = cue.standIn();
    List<String> instead = standIn == null ? List.of() : open(List.of(standIn), store);
    boolean stoodIn = standIn != null && instead.isEmpty();
    String what = stoodIn ? standIn + " stands in for the cue " : "the cue ";
    String then = stoodIn ? ": " : " is left out: ";
    Stream.concat(missing.stream(), instead.stream())
        .forEach(message -> unavailable.add(what + cue.id() + then + message));
  }

  /** All of them, or none where one is not there: nobody would ask the others. */
  private List<String> open(List<String> cards, ModelStore store) {
    Map<String, ImageModel> opened = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String card : cards) {
      if (!byCard.containsKey(card)) {
        try {
          opened.put(card, ImageModel.acquire(ModelCards.bundled().get(card), store));
        } catch (ModelUnavailableException e) {
          missing.add(String.valueOf(e.getMessage()));
        }
      }
    }
    if (missing.isEmpty()) {
      byCard.putAll(opened);
    } else {
      opened.values().forEach(ImageModel::close);
    }
    return missing;
  }

  boolean has(CueKind cue) {
    String standIn = cue.standIn();
    return byCard.keySet().containsAll(cue.cards()) || standIn != null && has(standIn);
  }

  boolean has(String card) {
    return byCard.containsKey(card);
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

  /** The models that some cue asks, in the order they were asked for. */
  public List<ImageModel> all() {
    return List.copyOf(byCard.values());
  }

  /** One message per model that is not there: what stands in, or which cue is left out. */
  public List<String> unavailable() {
    return List.copyOf(unavailable);
  }

  @Override
  public void close() {
    byCard.values().forEach(ImageModel::close);
  }
}
