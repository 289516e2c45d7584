package io.livegate.ingest.face;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.FaceModel;
import io.livegate.signal.ModelStamp;
import java.util.List;

/** Faces by the model of a card. */
public final class ModelFaceFinder implements FaceFinder {

  private final FaceModel model;

  /**
   * @param card of a face finder, e.g. {@code yunet-n}
   * @throws ModelUnavailableException if its file is nowhere to be had
   * @throws IllegalArgumentException if the card's model finds no faces
   */
  public ModelFaceFinder(ModelCard card, ModelStore store) throws ModelUnavailableException {
    model = FaceModel.acquire(card, store);
  }

  @Override
  public List<Face> find(Image image) {
    return model.find(image);
  }

  @Override
  public List<Face> findCheaply(Image image) {
    return model.findCheaply(image);
  }

  @Override
  public ModelStamp model() {
    return model.card().stamp();
  }

  @Override
  public void close() {
    model.close();
  }
}
