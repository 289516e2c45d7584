package io.livegate.bench;

import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.MediaFile;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The frames of one video, encoded.
 *
 * @param name the video's
 * @param frames at least one
 * @param frameMillis from one to the next
 */
public record Reel(String name, List<byte[]> frames, long frameMillis) {

  /** Ten frames a second: what a session sends at the gate. */
  public static final long FRAME_MILLIS = 100;

  private static final int MOST_FRAMES = 100;

  public Reel {
    frames = List.copyOf(frames);
  }

  /**
   * Reads videos, the first ten seconds of each.
   *
   * @param media files and folders
   * @throws SourceException if one of them is not there, or there is no readable video among them
   */
  public static List<Reel> read(List<Path> media) throws SourceException {
    List<Reel> reels = read(media, MediaFiles::isVideo);
    if (reels.isEmpty()) {
      throw new SourceException(media.toString(), "holds no video that can be read");
    }
    return reels;
  }

  /**
   * Reads videos, and pictures as reels of one frame.
   *
   * @throws SourceException if one of the files and folders is not there
   */
  public static List<Reel> readAll(List<Path> media) throws SourceException {
    return read(media, any -> true);
  }

  private static List<Reel> read(List<Path> media, Predicate<Path> wanted) throws SourceException {
    List<Reel> reels = new ArrayList<>();
    for (MediaFile file : MediaFiles.list(media.stream().map(Path::toString).toList())) {
      List<byte[]> frames = wanted.test(file.path()) ? frames(file.path()) : List.of();
      if (!frames.isEmpty()) {
        reels.add(new Reel(file.session(), frames, FRAME_MILLIS));
      }
    }
    return reels;
  }

  private static List<byte[]> frames(Path video) {
    List<byte[]> frames = new ArrayList<>();
    try (FrameSource source = MediaFiles.open(video)) {
      SourceFrame frame = source.next();
      while (frame != null && frames.size() < MOST_FRAMES) {
        frames.add(frame.encoded());
        frame = source.next();
      }
    } catch (SourceException e) {
      // What can be read of it is enough.
    }
    return frames;
  }

  /** The frame shown at a time; after its end the reel begins anew. */
  byte[] at(long mediaMillis) {
    return frames.get((int) (mediaMillis / frameMillis % frames.size()));
  }
}
