package io.livegate.compare;

import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageRejectedException;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.ingest.source.StillSource;
import java.nio.file.Path;

/** A few frames of each file, decoded as the job decodes them. */
final class Frames {

  /** As far apart as the lanes that are asked least often see them. */
  private static final double PER_SECOND = 2;

  /** What the job decodes a picture to. */
  private static final int LONG_SIDE = 640;

  /** Takes one frame. */
  interface Taker {
    void take(Image image, long atMillis);
  }

  private Frames() {}

  /**
   * @param most frames of one file
   * @throws SourceException if the file cannot be read
   */
  static void of(Path file, int most, Taker taker) throws SourceException {
    try (FrameSource source =
        MediaFiles.isStill(file) ? new StillSource(file) : new FileSource(file, PER_SECOND)) {
      int taken = 0;
      for (SourceFrame frame = source.next();
          frame != null && taken < most;
          frame = source.next(), taken++) {
        byte[] bytes = frame.encoded();
        taker.take(
            ImageDecoder.decode(bytes, ImageHeader.parse(bytes), LONG_SIDE), frame.mediaMillis());
      }
    } catch (ImageRejectedException e) {
      throw new SourceException(file.toString(), String.valueOf(e.getMessage()), e);
    }
  }
}
