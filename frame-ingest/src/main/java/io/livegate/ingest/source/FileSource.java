package io.livegate.ingest.source;

import io.livegate.image.JpegEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A video file: its pictures at a fixed rate of media time, upright, as JPEG of quality 90. The
 * same file gives the same frames every time.
 *
 * <p>A file is read as far as it goes: damage in the middle costs the pictures it hits. What a
 * hostile one can cost is bounded: its containers and codecs are those of {@link VideoInput} and
 * {@link Ffmpeg}, it cannot make FFmpeg open anything but itself, a picture has at most 8K pixels,
 * and {@value #MAX_UNSENT} pictures that advance no time end it.
 */
public final class FileSource implements FrameSource {

  public static final double FRAMES_PER_SECOND = 10;

  /** No video has so many pictures between two that are sent; a hostile one can. */
  static final int MAX_UNSENT = 2000;

  private static final int QUALITY = 90;
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  private final VideoReader reader;
  private final SourceInfo info;
  private final FramePicker picker;
  private final CaptureLog captures = new CaptureLog();
  private boolean ended;

  /** {@link #FileSource(Path, double)} at {@value #FRAMES_PER_SECOND} frames a second. */
  public FileSource(Path file) throws SourceException {
    this(file, FRAMES_PER_SECOND);
  }

  /**
   * @param framesPerSecond of media time; a slower video gives every picture it has
   * @throws SourceException naming the file and why it cannot be read
   */
  public FileSource(Path file, double framesPerSecond) throws SourceException {
    String name = file.toString();
    if (!(framesPerSecond >= 0.01 && framesPerSecond <= 240)) {
      throw new IllegalArgumentException(
          "framesPerSecond must be 0.01 to 240, not " + framesPerSecond);
    }
    if (!Files.isRegularFile(file)) {
      throw new SourceException(
          name, Files.exists(file) ? "is not a regular file" : "does not exist");
    }
    reader =
        new VideoReader(
            new VideoInput(
                name,
                "file:" + file.toAbsolutePath(),
                null,
                "file",
                VideoInput.CONTAINERS,
                Map.of(),
                OPEN_TIMEOUT,
                READ_TIMEOUT,
                false));
    try {
      info = reader.open(SourceInfo.Kind.VIDEO_FILE);
    } catch (SourceException | RuntimeException e) {
      reader.close();
      throw e;
    }
    picker = new FramePicker(framesPerSecond, info.framesPerSecond());
  }

  @Override
  public SourceInfo info() {
    return info;
  }

  @Override
  public @Nullable SourceFrame next() throws SourceException {
    for (int unsent = 0; !ended; unsent++) {
      if (!reader.advance()) {
        ended = true;
        if (reader.pictures() == 0) {
          throw new SourceException(
              info.name(), "not one picture could be decoded (" + reader.trouble() + ")");
        }
        return null;
      }
      captures.took(reader.micros());
      if (picker.pick(reader.micros())) {
        byte[] jpeg = JpegEncoder.encode(reader.picture(), QUALITY);
        return new SourceFrame(jpeg, "image/jpeg", picker.mediaMillis(), captures.take());
      }
      if (unsent == MAX_UNSENT) {
        ended = true;
        throw new SourceException(
            info.name(),
            MAX_UNSENT + " pictures after " + picker.mediaMillis() + " ms advance no time");
      }
    }
    return null;
  }

  @Override
  public void close() {
    ended = true;
    reader.close();
  }
}
