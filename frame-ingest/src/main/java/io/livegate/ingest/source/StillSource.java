package io.livegate.ingest.source;

import io.livegate.image.FormatSniffer;
import io.livegate.image.ImageFormat;
import io.livegate.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A picture file: one frame at 0 ms, its bytes as they are. Whether they are a picture is for the
 * pipeline to judge, which rejects them with a reason; only a file too large to send is refused
 * here.
 */
public final class StillSource implements FrameSource {

  private final SourceInfo info;
  private @Nullable SourceFrame frame;

  /** Reads the file at once, up to {@link ImageLimits#maxBytes} of the default limits. */
  public StillSource(Path file) throws SourceException {
    this(file, ImageLimits.DEFAULT);
  }

  public StillSource(Path file, ImageLimits limits) throws SourceException {
    this.info = new SourceInfo(file.toString(), SourceInfo.Kind.STILL, 0, 0);
    byte[] bytes = read(file, limits.maxBytes());
    this.frame = new SourceFrame(bytes, contentType(bytes), 0);
  }

  private static byte[] read(Path file, int maxBytes) throws SourceException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new SourceException(
            file.toString(),
            "the picture has more bytes than the limit maxBytes = "
                + maxBytes
                + "; send a smaller one");
      }
      return bytes;
    } catch (IOException e) {
      throw new SourceException(file.toString(), "cannot be read (" + e + ")", e);
    }
  }

  private static String contentType(byte[] bytes) {
    ImageFormat format = FormatSniffer.supported(bytes);
    if (format != null) {
      return format.contentType();
    }
    String other = FormatSniffer.unsupported(bytes);
    return other == null
        ? "application/octet-stream"
        : "image/" + other.toLowerCase(Locale.ROOT).replace("jpeg ", "j");
  }

  @Override
  public SourceInfo info() {
    return info;
  }

  @Override
  public @Nullable SourceFrame next() {
    SourceFrame only = frame;
    frame = null;
    return only;
  }

  @Override
  public void close() {
    frame = null;
  }
}
