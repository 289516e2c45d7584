package io.livegate.ingest.source;

import io.livegate.image.FormatSniffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What a file is by its look: the first bytes where they say something, else the extension. */
enum MediaKind {
  VIDEO,
  STILL,
  OTHER;

  private static final int HEAD = 512;
  private static final int TS_PACKET = 188;

  private static final Set<String> VIDEO_EXTENSIONS =
      Set.of(
          "mp4", "m4v", "mov", "mkv", "webm", "avi", "ts", "m2ts", "mts", "flv", "mpg", "mpeg",
          "wmv", "3gp", "ogv", "mjpeg", "h264", "hevc");
  private static final Set<String> STILL_EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "ico", "avif", "heic", "heif",
          "jp2", "jxl");

  /** The first box of a QuickTime or MP4 file; {@code ftyp} of a still is told apart before. */
  private static final Set<String> MP4_BOXES =
      Set.of("ftyp", "moov", "mdat", "free", "skip", "wide", "pnot");

  static MediaKind of(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    } catch (IOException e) {
      head = new byte[0]; // whoever opens it will say why it cannot be read
    }
    if (FormatSniffer.supported(head) != null || FormatSniffer.unsupported(head) != null) {
      return STILL;
    }
    if (isVideo(head)) {
      return VIDEO;
    }
    String extension = MediaFiles.extension(file);
    if (VIDEO_EXTENSIONS.contains(extension)) {
      return VIDEO;
    }
    return STILL_EXTENSIONS.contains(extension) ? STILL : OTHER;
  }

  private static boolean isVideo(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    boolean mp4 = text.length() >= 12 && MP4_BOXES.contains(text.substring(4, 8));
    boolean avi = text.startsWith("RIFF") && text.startsWith("AVI ", 8);
    boolean matroska = begins(head, 0x1A, 0x45, 0xDF, 0xA3);
    boolean mpeg = begins(head, 0, 0, 1, 0xBA) || begins(head, 0, 0, 1, 0xB3);
    boolean asf = begins(head, 0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11);
    boolean other = text.startsWith("FLV\u0001") || text.startsWith("OggS");
    return mp4 || avi || matroska || mpeg || asf || other || isTransportStream(head);
  }

  private static boolean begins(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTransportStream(byte[] head) {
    return head.length > 2 * TS_PACKET
        && head[0] == 0x47
        && head[TS_PACKET] == 0x47
        && head[2 * TS_PACKET] == 0x47;
  }
}
