package io.livegate.evaluate.face;

import io.livegate.evaluate.manifest.Annotations.MarkedFace;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageRejectedException;
import io.livegate.ingest.face.FaceFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts marked faces that a finder finds. It looks at the pictures directly, since signals carry
 * no positions. Recall only: pictures may show more faces than were marked.
 */
public final class FaceRecall {

  private static final float MIN_IOU = 0.5f;

  private FaceRecall() {}

  /**
   * @param folder what the marks' paths are relative to
   * @param notes takes one sentence for each picture that cannot be read; its faces are not found
   * @return how many marks have a face of their own at an intersection over union of at least 0.5
   */
  public static int found(
      List<MarkedFace> marks, Path folder, FaceFinder finder, Consumer<String> notes) {
    Map<String, List<MarkedFace>> byPath = new LinkedHashMap<>();
    marks.forEach(m -> byPath.computeIfAbsent(m.path(), p -> new ArrayList<>()).add(m));
    int found = 0;
    for (Map.Entry<String, List<MarkedFace>> picture : byPath.entrySet()) {
      try {
        Image image = decode(folder.resolve(picture.getKey()));
        found += matches(picture.getValue(), finder.find(image), image.sourceScale());
      } catch (IOException | ImageRejectedException e) {
        notes.accept(picture.getKey() + ": its marked faces are not looked for: " + e.getMessage());
      }
    }
    return found;
  }

  private static Image decode(Path file) throws IOException, ImageRejectedException {
    byte[] bytes = Files.readAllBytes(file);
    return ImageDecoder.decode(bytes, ImageHeader.parse(bytes), Integer.MAX_VALUE);
  }

  /** One to one: each mark, in order, takes the best face nobody has taken. */
  static int matches(List<MarkedFace> marks, List<Face> faces, double scale) {
    List<Face> free = new ArrayList<>(faces);
    int matched = 0;
    for (MarkedFace mark : marks) {
      Face box =
          new Face(
              (float) (mark.x() / scale),
              (float) (mark.y() / scale),
              (float) (mark.width() / scale),
              (float) (mark.height() / scale),
              1,
              null,
              -1);
      Face best = null;
      for (Face face : free) {
        if (face.iou(box) >= MIN_IOU && (best == null || face.iou(box) > best.iou(box))) {
          best = face;
        }
      }
      if (best != null) {
        free.remove(best);
        matched++;
      }
    }
    return matched;
  }
}
