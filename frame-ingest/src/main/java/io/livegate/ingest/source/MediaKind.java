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
    return text.length() >= 12 && MP4_BOXES.contains(text.substring(4, 8))
        || text.startsWith("\u001a\u0045\u00df\u00a3") // Matroska, WebM
        || text.startsWith("RIFF") && text.startsWith("AVI ", 8)
        || text.startsWith("FLV\u0001")
        || text.startsWith("OggS")
        || text.startsWith("\u0000\u0000\u0001\u00ba") // MPEG program stream
        || text.startsWith("\u0000\u0000\u0001\u00b3") // MPEG video
        || text.startsWith("\u0030\u0026\u00b2\u0075\u008e\u0066\u00cf\u0011") // ASF, WMV
        || isTransportStream(head);
  }

  private static boolean isTransportStream(byte[] head) {
    return head.length > 2 * TS_PACKET
        && head[0] == 0x47
        && head[TS_PACKET] == 0x47
        && head[2 * TS_PACKET] == 0x47;
  }
}
