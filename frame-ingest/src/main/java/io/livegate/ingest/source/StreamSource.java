package io.livegate.ingest.source;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A live stream: RTSP (over TCP), RTMP, HLS and other HTTP, MPEG-TS or the like over TCP or UDP, or
 * RTP described by an {@code .sdp} file. Frames are timed by their arrival; a broken connection is
 * opened again with growing pauses until {@link StreamOptions#giveUpAfter} has passed without a
 * picture.
 *
 * <p>Neither an address nor a playlist behind it can make FFmpeg read local files. Messages show
 * addresses without user, password, query and RTMP stream key.
 */
public final class StreamSource implements FrameSource {

  private final LiveVideo video;

  /** {@link #StreamSource(String, StreamOptions)} with {@link StreamOptions#DEFAULT}. */
  public StreamSource(String url) throws SourceException {
    this(url, StreamOptions.DEFAULT);
  }

  /**
   * Connects.
   *
   * @throws SourceException if the address is of no known kind, or does not answer as video within
   *     the open time-out
   */
  public StreamSource(String url, StreamOptions options) throws SourceException {
    String protocols = Addresses.protocols(url);
    boolean description = Addresses.isSessionDescription(url);
    video =
        new LiveVideo(
            new VideoInput(
                Addresses.shown(url),
                description ? "file:" + Path.of(url).toAbsolutePath() : url,
                null,
                protocols,
                Addresses.formats(url),
                formatOptions(url),
                options.openTimeout(),
                options.readTimeout(),
                true),
            SourceInfo.Kind.STREAM,
            options);
  }

  /** Whether this names a stream rather than a file: it has a scheme, or ends in {@code .sdp}. */
  public static boolean isStream(String url) {
    return !Addresses.scheme(url).isEmpty() || Addresses.isSessionDescription(url);
  }

  /** An address as it may be said and stored: without what may be a secret in it. */
  public static String shown(String url) {
    return Addresses.shown(url);
  }

  private static Map<String, String> formatOptions(String url) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("fflags", "nobuffer");
    options.put("analyzeduration", "2000000");
    if (Addresses.scheme(url).startsWith("rtsp")) {
      options.put("rtsp_transport", "tcp");
    }
    return options;
  }

  @Override
  public SourceInfo info() {
    return video.info();
  }

  @Override
  public @Nullable SourceFrame next() throws SourceException {
    return video.next();
  }

  @Override
  public void close() {
    video.close();
  }
}
