package io.livegate.ingest.source;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What FFmpeg is to open, and within which limits.
 *
 * @param name for messages, free of credentials
 * @param address as FFmpeg takes it
 * @param device name of the capture device's format, null for anything but a camera
 * @param protocols the only ones that may be reached, from here and from any playlist within
 * @param formats the only containers that may be looked into; null with a device
 * @param options further FFmpeg options of the format
 * @param openTimeout from the call until the streams are known
 * @param readTimeout without a new picture
 * @param live whether an error in the middle is an error; a file is read as far as it goes
 */
record VideoInput(
    String name,
    String address,
    @Nullable String device,
    String protocols,
    @Nullable String formats,
    Map<String, String> options,
    Duration openTimeout,
    Duration readTimeout,
    boolean live) {

  /** Whether it brings pictures in lumps of seconds: HLS does. */
  boolean lumpy() {
    return formats != null && formats.startsWith("hls,");
  }

  /** The containers read from files and streams: no playlists, no image sequences, no scripts. */
  static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,live_flv,ogg,asf,"
          + "h264,hevc,mjpeg,ivf,nut";

  /** The same with an open time-out of at most this, and at least a moment. */
  VideoInput openedWithin(Duration limit) {
    Duration within = limit.compareTo(openTimeout) < 0 ? limit : openTimeout;
    Duration shortest = Duration.ofMillis(100);
    return new VideoInput(
        name,
        address,
        device,
        protocols,
        formats,
        options,
        within.compareTo(shortest) < 0 ? shortest : within,
        readTimeout,
        live);
  }

  Map<String, String> allOptions() {
    Map<String, String> all = new LinkedHashMap<>(options);
    if (device == null) {
      all.put("protocol_whitelist", protocols);
    }
    if (formats != null) {
      all.put("format_whitelist", formats);
    }
    return all;
  }
}
