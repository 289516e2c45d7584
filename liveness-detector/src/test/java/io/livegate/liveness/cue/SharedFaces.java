package io.livegate.liveness.cue;

import io.livegate.detector.FrameView;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.runtime.FaceModel;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.nio.file.Files;

/** Pictures of the shared media with the faces that the real finder finds in them. */
final class SharedFaces {

  private static final ModelCard FINDER = ModelCards.bundled().get("yunet-n");

  private SharedFaces() {}

  /**
   * A picture at 0 ms; skips the test if it or the finder's model is not there.
   *
   * @param picture below {@code dev}
   */
  static FrameView frame(String picture) throws Exception {
    byte[] bytes = Files.readAllBytes(SharedMedia.at("dev/" + picture));
    Image image = ImageDecoder.decode(bytes, ImageHeader.parse(bytes), 640);
    try (FaceModel finder = FaceModel.acquire(FINDER, SharedModels.storeWith(FINDER))) {
      return new FrameView(image, finder.find(image), 0);
    }
  }
}
