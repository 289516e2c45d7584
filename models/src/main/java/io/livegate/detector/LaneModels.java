package io.livegate.detector;

import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.ImageModel;
import io.livegate.signal.ModelStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The models of one lane: opened together, closed together, and when one is not there the lane
 * knows which and why, and others may stand in for all of them.
 */
public final class LaneModels implements AutoCloseable {

  private static final ScoreListener UNHEARD = (model, score) -> {};

  /** Of a lane that needs none. */
  public static final LaneModels NONE = new LaneModels(List.of(), List.of(), List.of(), UNHEARD);

  private final List<ImageModel> models;
  private final List<String> unavailable;
  private final List<String> replaced;
  private final ScoreListener listener;

  private LaneModels(
      List<ImageModel> models,
      List<String> unavailable,
      List<String> replaced,
      ScoreListener listener) {
    this.models = List.copyOf(models);
    this.unavailable = List.copyOf(unavailable);
    this.replaced = List.copyOf(replaced);
    this.listener = listener;
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
    return new LaneModels(models, unavailable, List.of(), UNHEARD);
  }

  /**
   * {@link #open(List, ModelStore)}, or the stand-ins where one of the cards' models is not there
   * and all of theirs are.
   *
   * @param standIns empty for none
   */
  public static LaneModels open(List<ModelCard> cards, List<ModelCard> standIns, ModelStore store) {
    LaneModels wanted = open(cards, store);
    if (wanted.complete() || standIns.isEmpty()) {
      return wanted;
    }
    LaneModels instead = open(standIns, store);
    if (!instead.complete()) {
      instead.close();
      return wanted;
    }
    wanted.close();
    String names = standIns.stream().map(ModelCard::id).collect(Collectors.joining(", "));
    return new LaneModels(
        instead.models,
        List.of(),
        wanted.unavailable.stream().map(message -> names + " stands in: " + message).toList(),
        UNHEARD);
  }

  /** The same models, open for as long as these: whoever asks them is heard. */
  public LaneModels heardBy(ScoreListener other) {
    return new LaneModels(models, unavailable, replaced, other);
  }

  /** Tells who listens what a model of these said. */
  public void tell(ImageModel model, double score) {
    listener.heard(model.card(), score);
  }

  /** The mean of what each of them says, of which there must be one; who listens is told each. */
  public double mean(ToDoubleFunction<ImageModel> question) {
    double sum = 0;
    for (ImageModel model : models) {
      double score = question.applyAsDouble(model);
      tell(model, score);
      sum += score;
    }
    return sum / models.size();
  }

  /** The models that are there, in the order of their cards. */
  public List<ImageModel> all() {
    return models;
  }

  /** Whether every configured model is there, or the stand-ins are. */
  public boolean complete() {
    return unavailable.isEmpty();
  }

  /** One message per model that is not there and that nothing stands in for. */
  public List<String> unavailable() {
    return unavailable;
  }

  /** One message per model that is not there and that the stand-ins stand in for. */
  public List<String> replaced() {
    return replaced;
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
