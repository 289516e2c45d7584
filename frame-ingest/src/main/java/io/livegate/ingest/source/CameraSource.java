package io.livegate.ingest.source;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A camera of this machine through FFmpeg's capture devices: {@code /dev/video0} on Linux (v4l2),
 * {@code 0} on macOS (avfoundation), {@code video=NAME} on Windows (dshow). It is not opened again
 * when it is unplugged.
 */
public final class CameraSource implements FrameSource {

  private final LiveVideo video;

  /**
   * Opens the camera at 640 x 480.
   *
   * @throws SourceException naming the device and the reason, e.g. that it is not there or in use
   */
  public CameraSource(String device) throws SourceException {
    this(device, StreamOptions.DEFAULT);
  }

  /** As {@link #CameraSource(String)}; the options' patience for reconnecting is not used. */
  public CameraSource(String device, StreamOptions options) throws SourceException {
    this(platformFormat(), device, Map.of("video_size", "640x480"), options);
  }

  CameraSource(
      String format, String device, Map<String, String> deviceOptions, StreamOptions options)
      throws SourceException {
    Map<String, String> all = new LinkedHashMap<>(deviceOptions);
    if (format.equals("avfoundation")) {
      all.put("framerate", "30"); // its default is a rate few cameras have
    }
    video =
        new LiveVideo(
            new VideoInput(
                "camera " + device,
                device,
                format,
                "",
                null,
                all,
                options.openTimeout(),
                options.readTimeout(),
                true),
            SourceInfo.Kind.CAMERA,
            new StreamOptions(
                options.framesPerSecond(),
                options.openTimeout(),
                options.readTimeout(),
                Duration.ZERO,
                options.firstBackOff(),
                options.maxBackOff()));
  }

  private static String platformFormat() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return "avfoundation";
    }
    return os.contains("windows") ? "dshow" : "v4l2";
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
