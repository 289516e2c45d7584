package io.livegate.ingest.face;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.signal.ModelStamp;
import java.util.List;

/** Finds faces in one picture. Shared by all sessions, safe to call from several threads. */
public interface FaceFinder extends AutoCloseable {

  /**
   * Looks at one picture.
   *
   * @return largest first, in pixels of the image, with track -1; empty when there is none
   * @throws io.livegate.model.runtime.InferenceException if it fails on this picture
   */
  List<Face> find(Image image);

  /**
   * The same with less work where there is a way, for frames of a call: faces come out a little
   * elsewhere.
   *
   * @throws io.livegate.model.runtime.InferenceException if it fails on this picture
   */
  default List<Face> findCheaply(Image image) {
    return find(image);
  }

  ModelStamp model();

  @Override
  void close();
}
