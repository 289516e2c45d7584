package io.livegate.ingest.attack;

import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageRejectedException;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames of a video at its own rate, kept compressed and decoded when asked for; their width
 * and height are even, as encoders want them. Not thread-safe.
 */
public final class Clip {

  /** More is not read: attacks are measured over seconds. */
  public static final int MAX_MILLIS = 60_000;

  private static final double EVERY_FRAME = 240;
  private static final int DECODED = 8;

  private final List<byte[]> jpegs;
  private final List<Long> millis;
  private final Map<Integer, Image> decoded =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Image> eldest) {
          return size() > DECODED;
        }
      };

  private Clip(List<byte[]> jpegs, List<Long> millis) {
    this.jpegs = List.copyOf(jpegs);
    this.millis = List.copyOf(millis);
  }

  /**
   * Reads the first {@value #MAX_MILLIS} ms of a video, without pictures of another size than the
   * first.
   *
   * @throws SourceException naming the file and why it cannot be used
   */
  public static Clip read(Path file) throws SourceException {
    List<byte[]> jpegs = new ArrayList<>();
    List<Long> millis = new ArrayList<>();
    try (FileSource source = new FileSource(file, EVERY_FRAME)) {
      for (SourceFrame frame = source.next();
          frame != null && frame.mediaMillis() < MAX_MILLIS;
          frame = source.next()) {
        boolean follows =
            millis.isEmpty()
                || (frame.mediaMillis() > millis.get(millis.size() - 1)
                    && sameSize(jpegs.get(0), frame.encoded()));
        if (follows) {
          jpegs.add(frame.encoded());
          millis.add(frame.mediaMillis());
        }
      }
    }
    if (jpegs.size() < 2) {
      throw new SourceException(
          file.toString(), "an attack is made of a video, and this has one picture");
    }
    Clip clip = new Clip(jpegs, millis);
    Image first = clip.frame(0);
    if (first.width() < 32 || first.height() < 32) {
      throw new SourceException(
          file.toString(), "is too small for an attack: " + first + " of at least 32x32");
    }
    return clip;
  }

  /**
   * Of frames at an even pace.
   *
   * @param jpegs at least two, all of one size of at least 32 x 32
   */
  public static Clip of(List<byte[]> jpegs, double framesPerSecond) {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < jpegs.size(); i++) {
      millis.add(Math.round(i * 1000 / framesPerSecond));
    }
    return new Clip(jpegs, millis);
  }

  public int size() {
    return jpegs.size();
  }

  public double framesPerSecond() {
    return (size() - 1) * 1000.0 / millis.get(size() - 1);
  }

  /** When a frame is due; beyond the end at the clip's mean pace. */
  long millis(int index) {
    int last = size() - 1;
    return index <= last
        ? millis.get(index)
        : millis.get(last) + Math.round((index - last) * 1000 / framesPerSecond());
  }

  /** Frames for the clip's own length, or for so many seconds where that is longer. */
  int framesFor(double seconds) {
    return Math.max(size(), (int) Math.ceil(seconds * framesPerSecond()));
  }

  /** The frame at 0 to {@link #size} - 1. */
  Image frame(int index) {
    Image image = decoded.get(index);
    if (image == null) {
      image = even(decode(jpegs.get(index)));
      decoded.put(index, image);
    }
    return image;
  }

  private static Image decode(byte[] jpeg) {
    try {
      return ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), Integer.MAX_VALUE);
    } catch (ImageRejectedException e) {
      throw new IllegalStateException("a frame encoded here cannot be decoded", e);
    }
  }

  private static boolean sameSize(byte[] first, byte[] next) {
    try {
      ImageHeader a = ImageHeader.parse(first);
      ImageHeader b = ImageHeader.parse(next);
      return a.width() == b.width() && a.height() == b.height();
    } catch (ImageRejectedException e) {
      throw new IllegalStateException("a frame encoded here cannot be read", e);
    }
  }

  private static Image even(Image image) {
    int width = image.width() & ~1;
    int height = image.height() & ~1;
    if (width == image.width() && height == image.height()) {
      return image;
    }
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      System.arraycopy(image.bgr(), y * image.width() * 3, bgr, y * width * 3, width * 3);
    }
    return new Image(width, height, bgr, 1);
  }
}
