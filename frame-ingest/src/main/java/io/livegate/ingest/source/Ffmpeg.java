package io.livegate.ingest.source;

import io.livegate.image.NativeLibraries;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Loads FFmpeg once, silent, and says which of its many parts strangers may reach. */
final class Ffmpeg {

  /**
   * The codecs of video as it is sent today. FFmpeg has hundreds; each one a hostile file can reach
   * is one more that must be free of faults.
   */
  private static final Set<String> CODECS =
      Set.of(
          "h264",
          "hevc",
          "vp8",
          "vp9",
          "av1",
          "mpeg4",
          "mpeg1video",
          "mpeg2video",
          "mjpeg",
          "h263",
          "flv1",
          "theora",
          "msmpeg4v3",
          "wmv1",
          "wmv2",
          "wmv3",
          "vc1",
          "prores",
          "ffv1",
          "rawvideo",
          "wrapped_avframe");

  /** What a decoder answers that wants more packets first. */
  static final int AGAIN;

  static {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    AGAIN = org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN();
  }

  private Ffmpeg() {}

  /**
   * Returns when FFmpeg is loaded and set up.
   *
   * @throws LinkageError if this machine cannot load it
   */
  static void load() {
    // the static initialiser has run
  }

  /**
   * Makes the capture devices known. They are apart because they need libraries that a machine
   * without sound and screen lacks (libpulse), and files and streams need none of them.
   *
   * @return why this machine has none, or null when they are there
   */
  static @Nullable String missingDevices() {
    return Devices.MISSING;
  }

  /** Loaded when a camera is asked for. */
  private static final class Devices {

    static final @Nullable String MISSING = register();

    private static @Nullable String register() {
      try {
        avdevice.avdevice_register_all();
        return null;
      } catch (LinkageError e) {
        return NativeLibraries.reason(e);
      }
    }
  }

  /** The decoder for a codec, or null when it is not among those read here. */
  static @Nullable AVCodec decoder(int codecId) {
    if (!CODECS.contains(codecName(codecId))) {
      return null;
    }
    if (codecId == avcodec.AV_CODEC_ID_AV1) {
      // FFmpeg's own needs a GPU
      return avcodec.avcodec_find_decoder_by_name("libaom-av1");
    }
    return avcodec.avcodec_find_decoder(codecId);
  }

  static String codecName(int codecId) {
    return avcodec.avcodec_get_name(codecId).getString();
  }

  /** FFmpeg's words for an error code. */
  static String message(int error) {
    byte[] text = new byte[256];
    avutil.av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
