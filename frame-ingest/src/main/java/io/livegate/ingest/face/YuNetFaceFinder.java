package io.livegate.ingest.face;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.decode.YuNetDecoder;
import io.livegate.model.runtime.ImageModel;
import io.livegate.signal.ModelStamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** YuNet on the whole picture at the size of its card: boxes with five landmarks. */
public final class YuNetFaceFinder implements FaceFinder {

  private static final float MIN_SCORE = 0.6f;

  /** Of two boxes overlapping more, one is left out; the value of the reference decoder. */
  private static final float NMS_IOU = 0.3f;

  private final ImageModel model;

  /**
   * @param card of decoder {@code yunet}, e.g. {@code yunet-n}
   * @throws ModelUnavailableException if its file is nowhere to be had
   */
  public YuNetFaceFinder(ModelCard card, ModelStore store) throws ModelUnavailableException {
    if (card.output().decoder() != ModelCard.Decoder.YUNET) {
      throw new IllegalArgumentException(
          "card '"
              + card.id()
              + "' has decoder '"
              + card.output().decoder()
              + "', not 'yunet'; use yunet-n or yunet-s");
    }
    model = ImageModel.acquire(card, store);
  }

  @Override
  public List<Face> find(Image image) {
    List<Face> faces =
        new ArrayList<>(
            YuNetDecoder.decode(
                model.runAll(image, null),
                model.card().input().width(),
                model.scale(image),
                MIN_SCORE,
                NMS_IOU));
    faces.sort(Comparator.comparingDouble(Face::area).reversed());
    return faces;
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
