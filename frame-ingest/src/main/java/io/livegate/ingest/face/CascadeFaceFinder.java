package io.livegate.ingest.face;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.OpenCv;
import io.livegate.signal.ModelStamp;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * Frontal faces by the boosted cascade that lies in OpenCV's own jar (Lienhart's {@code
 * frontalface_alt2}): what is left when no model file is there. It sees upright frontal faces of at
 * least a sixth of the picture's height, gives no landmarks, and errs more often than any network.
 */
public final class CascadeFaceFinder implements FaceFinder {

  private static final String CASCADE = "haarcascade_frontalface_alt2";
  private static final int MAX_WIDTH = 320;
  private static final int MIN_FACE_OF_HEIGHT = 6;
  private static final double SCALE_STEP = 1.15;
  private static final int MIN_HITS = 4;

  private final File file;
  private final ModelStamp stamp;

  /** A classifier keeps buffers between calls: one for each caller at a time. */
  private final ConcurrentLinkedQueue<CascadeClassifier> idle = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  public CascadeFaceFinder() {
    OpenCv.load();
    String resource =
        "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/" + CASCADE;
    try {
      file = Loader.cacheResource(resource + ".xml");
      if (file == null) {
        throw new IllegalStateException("the OpenCV jar lacks " + resource + ".xml");
      }
      stamp = new ModelStamp(CASCADE, "1", sha256(file.toPath()), "cascade");
    } catch (IOException e) {
      throw new UncheckedIOException(resource + ".xml cannot be read from the OpenCV jar", e);
    }
    idle.add(load());
  }

  @Override
  public List<Face> find(Image image) {
    if (closed) {
      throw new IllegalStateException("the face finder is closed");
    }
    CascadeClassifier classifier = idle.poll();
    if (classifier == null) {
      classifier = load();
    }
    try {
      return find(image, classifier);
    } finally {
      idle.add(classifier);
      if (closed) {
        close();
      }
    }
  }

  private static List<Face> find(Image image, CascadeClassifier classifier) {
    double scale = Math.min(1, (double) MAX_WIDTH / image.width());
    int width = (int) Math.max(1, Math.round(image.width() * scale));
    int height = (int) Math.max(1, Math.round(image.height() * scale));
    int minFace = Math.max(20, height / MIN_FACE_OF_HEIGHT);
    List<Face> faces = new ArrayList<>();
    try (BytePointer pixels = new BytePointer(image.bgr());
        Mat bgr = new Mat(image.height(), image.width(), opencv_core.CV_8UC3, pixels);
        Mat small = new Mat();
        Mat grey = new Mat();
        Size size = new Size(width, height);
        Size smallest = new Size(minFace, minFace);
        Size largest = new Size();
        RectVector boxes = new RectVector();
        IntPointer hits = new IntPointer()) {
      opencv_imgproc.resize(bgr, small, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      opencv_imgproc.cvtColor(small, grey, opencv_imgproc.COLOR_BGR2GRAY);
      opencv_imgproc.equalizeHist(grey, grey);
      classifier.detectMultiScale2(grey, boxes, hits, SCALE_STEP, MIN_HITS, 0, smallest, largest);
      for (int i = 0; i < boxes.size(); i++) {
        try (Rect box = boxes.get(i)) {
          faces.add(face(box, hits.get(i), (float) (1 / scale)));
        }
      }
    }
    faces.sort(Comparator.comparingDouble(Face::area).reversed());
    return faces;
  }

  /** A cascade has no confidence; the more of its windows agree, the surer it is. */
  private static Face face(Rect box, int hits, float factor) {
    return new Face(
        box.x() * factor,
        box.y() * factor,
        box.width() * factor,
        box.height() * factor,
        (float) hits / (hits + MIN_HITS),
        null,
        -1);
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private CascadeClassifier load() {
    CascadeClassifier classifier = new CascadeClassifier(file.getPath());
    if (classifier.empty()) {
      throw new IllegalStateException(file + " is no cascade OpenCV can read");
    }
    return classifier;
  }

  @Override
  public ModelStamp model() {
    return stamp;
  }

  @Override
  public void close() {
    closed = true;
    for (CascadeClassifier next = idle.poll(); next != null; next = idle.poll()) {
      next.close();
    }
  }
}
