package io.livegate.drill;

import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.MediaFile;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.SourceFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a drill's sessions show, encoded beforehand: each reel is played over and over. Every JPEG
 * carries the marker as a comment, so that it can be found wherever it comes to lie.
 *
 * @param moving a patterned disc on its way over the picture
 * @param black a covered lens with a sensor's noise
 * @param clips frames of real videos, at most {@value #MOST_CLIPS}; may be empty
 */
public record Pictures(List<byte[]> moving, List<byte[]> black, List<List<byte[]>> clips) {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int QUALITY = 85;
  private static final int MOVING_FRAMES = 24;
  private static final int BLACK_FRAMES = 8;
  private static final int MOST_CLIPS = 3;
  private static final int CLIP_FRAMES = 60;

  /**
   * @param marker ASCII
   * @param media folder with videos; the unreadable among them are passed over
   * @throws SourceException if the folder cannot be read
   */
  public static Pictures withMarker(String marker, List<Path> media) throws SourceException {
    List<byte[]> moving = new ArrayList<>();
    for (int i = 0; i < MOVING_FRAMES; i++) {
      moving.add(marked(jpeg(i, true), marker));
    }
    List<byte[]> black = new ArrayList<>();
    for (int i = 0; i < BLACK_FRAMES; i++) {
      black.add(marked(jpeg(i, false), marker));
    }
    return new Pictures(moving, black, clips(media, marker));
  }

  private static List<List<byte[]>> clips(List<Path> media, String marker) throws SourceException {
    List<MediaFile> videos =
        MediaFiles.list(media.stream().map(Path::toString).toList()).stream()
            .filter(file -> MediaFiles.isVideo(file.path()))
            .toList();
    List<List<byte[]>> clips = new ArrayList<>();
    int step = Math.max(1, videos.size() / MOST_CLIPS);
    for (int i = 0; i < videos.size() && clips.size() < MOST_CLIPS; i += step) {
      List<byte[]> frames = new ArrayList<>();
      try (FrameSource source = MediaFiles.open(videos.get(i).path())) {
        SourceFrame frame = source.next();
        while (frame != null && frames.size() < CLIP_FRAMES) {
          frames.add(marked(frame.encoded(), marker));
          frame = source.next();
        }
      } catch (SourceException e) {
        // What can be read of it is enough.
      }
      if (!frames.isEmpty()) {
        clips.add(frames);
      }
    }
    return clips;
  }

  private static byte[] jpeg(int number, boolean moving) {
    Random noise = new Random(number);
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    int i = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int light = (moving ? scene(x, y, number) : 3) + noise.nextInt(5) - 2;
        for (int channel = 0; channel < 3; channel++) {
          bgr[i++] = (byte) Math.max(0, Math.min(255, light + 4 * channel));
        }
      }
    }
    return JpegEncoder.encode(new Image(WIDTH, HEIGHT, bgr, 1), QUALITY);
  }

  private static int scene(int x, int y, int number) {
    double turn = 2 * Math.PI * number / MOVING_FRAMES;
    double dx = x - WIDTH / 2.0 - 80 * Math.cos(turn);
    double dy = y - HEIGHT / 2.0 - 50 * Math.sin(turn);
    return dx * dx + dy * dy < 3600 ? 170 + (int) (dx * dy) % 40 : 50 + (x / 20 + y / 20) % 2 * 60;
  }

  /** Behind the first two bytes, which begin every JPEG; what is none stays as it is. */
  static byte[] marked(byte[] jpeg, String marker) {
    if (jpeg.length < 2 || (jpeg[0] & 0xff) != 0xff || (jpeg[1] & 0xff) != 0xd8) {
      return jpeg;
    }
    byte[] text = marker.getBytes(StandardCharsets.US_ASCII);
    int length = text.length + 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + length + 2);
    out.write(jpeg, 0, 2);
    out.write(0xff);
    out.write(0xfe);
    out.write(length >>> 8);
    out.write(length);
    out.writeBytes(text);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
