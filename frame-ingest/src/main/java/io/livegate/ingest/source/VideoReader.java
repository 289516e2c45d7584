package io.livegate.ingest.source;

import io.livegate.image.Image;
import io.livegate.image.ImageLimits;
import io.livegate.image.NativeLibraries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Demultiplexes and decodes the video of one input, frame after frame. Written on FFmpeg itself
 * rather than on JavaCV's grabber, which offers no interrupt callback, opens the audio decoder too
 * and converts every frame, wanted or not.
 *
 * <p>Not thread-safe but for {@link #abort}.
 */
final class VideoReader implements AutoCloseable {

  private final VideoInput input;
  private final Deadline deadline;
  private final AVPacket packet;
  private final AVFrame frame;
  private final AVRational micros;
  private @Nullable AVFormatContext format;
  private @Nullable AVCodecContext codec;
  private @Nullable PictureConverter converter;
  private AVRational timeBase;
  private int streamIndex;
  private boolean draining;
  private boolean closed;
  private long packets;
  private long pictures;
  private String damage = "";

  /**
   * @throws SourceException if this machine cannot load FFmpeg
   */
  VideoReader(VideoInput input) throws SourceException {
    try {
      Ffmpeg.load();
    } catch (LinkageError e) {
      throw new SourceException(
          input.name(), "FFmpeg cannot be loaded: " + NativeLibraries.reason(e), e);
    }
    this.input = input;
    deadline = new Deadline();
    packet = avcodec.av_packet_alloc();
    frame = avutil.av_frame_alloc();
    micros = new AVRational().num(1).den(1_000_000);
    timeBase = micros;
  }

  /**
   * Opens the input, waiting for at most its open time-out; the caller closes the reader whether
   * this succeeds or not.
   *
   * @return what was found; the name and kind are the caller's
   */
  SourceInfo open(SourceInfo.Kind kind) throws SourceException {
    deadline.set(input.openTimeout());
    AVFormatContext context = openFormat();
    check(
        avformat.avformat_find_stream_info(context, (PointerPointer<?>) null),
        "nothing could be recognised in it",
        input.openTimeout());
    streamIndex =
        avformat.av_find_best_stream(
            context, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
    if (streamIndex < 0) {
      throw failure("there is no video in it");
    }
    for (int i = 0; i < context.nb_streams(); i++) {
      if (i != streamIndex) {
        context.streams(i).discard(avcodec.AVDISCARD_ALL);
      }
    }
    AVStream stream = context.streams(streamIndex);
    AVCodecParameters parameters = stream.codecpar();
    AVCodec decoder = Ffmpeg.decoder(parameters.codec_id());
    if (decoder == null) {
      throw failure(
          "its video codec '" + Ffmpeg.codecName(parameters.codec_id()) + "' is not read here");
    }
    openCodec(decoder, parameters);
    timeBase = stream.time_base();
    converter = new PictureConverter(PictureConverter.matrix(parameters));
    double rate = stream.avg_frame_rate().den() == 0 ? 0 : avutil.av_q2d(stream.avg_frame_rate());
    long duration = context.duration();
    return new SourceInfo(
        input.name(), kind, rate > 0 ? rate : 0, duration > 0 ? duration / 1000 : -1);
  }

  /**
   * Decodes the next frame.
   *
   * @return false at the end
   * @throws SourceException no new picture within the read time-out; on a live input also a read
   *     error
   */
  boolean advance() throws SourceException {
    AVCodecContext decoder = opened(codec);
    deadline.set(input.readTimeout());
    while (true) {
      int result = avcodec.avcodec_receive_frame(decoder, frame);
      if (result == 0) {
        pictures++;
        return true;
      }
      if (draining && result != 0) {
        return false;
      }
      note(result, "decoding");
      if (deadline.passed()) {
        throw failure("no new picture within " + seconds(input.readTimeout()));
      }
      if (!feed(decoder)) {
        draining = true;
        avcodec.avcodec_send_packet(decoder, (AVPacket) null);
      }
    }
  }

  /** The frame's time on the container's clock, microseconds; {@code Long.MIN_VALUE} unknown. */
  long micros() {
    long timestamp = frame.best_effort_timestamp();
    return timestamp == avutil.AV_NOPTS_VALUE
        ? Long.MIN_VALUE
        : avutil.av_rescale_q(timestamp, timeBase, micros);
  }

  /** The frame's pixels, upright. */
  Image picture() throws SourceException {
    return opened(converter).convert(frame, input.name());
  }

  long pictures() {
    return pictures;
  }

  /** What went wrong inside, for a message: packets read and the last damage. */
  String trouble() {
    return packets + " packets read" + (damage.isEmpty() ? "" : ", " + damage);
  }

  /** Makes a blocked call end soon; from any thread. */
  void abort() {
    deadline.abort();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    PictureConverter open = converter;
    if (open != null) {
      open.close();
      converter = null;
    }
    if (codec != null) {
      avcodec.avcodec_free_context(codec);
      codec = null;
    }
    deadline.set(Duration.ofSeconds(1)); // closing may talk to the other side, but not wait for it
    if (format != null) {
      avformat.avformat_close_input(format);
      format = null;
    }
    avcodec.av_packet_free(packet);
    avutil.av_frame_free(frame);
    micros.close();
    deadline.close();
  }

  private AVFormatContext openFormat() throws SourceException {
    AVInputFormat device = null;
    if (input.device() != null) {
      String missing = Ffmpeg.missingDevices();
      if (missing != null) {
        throw failure(
            "FFmpeg's capture devices, which need libpulse (on Debian libpulse0), cannot be loaded: "
                + missing);
      }
      device = avformat.av_find_input_format(input.device());
      if (device == null) {
        throw failure("this FFmpeg has no capture device '" + input.device() + "'");
      }
    }
    AVFormatContext context = avformat.avformat_alloc_context();
    deadline.attach(context);
    AVDictionary options = new AVDictionary(null);
    input.allOptions().forEach((name, value) -> avutil.av_dict_set(options, name, value, 0));
    try (BytePointer address = new BytePointer(input.address(), StandardCharsets.UTF_8)) {
      // frees the context when it fails
      check(
          avformat.avformat_open_input(context, address, device, options),
          "cannot be opened",
          input.openTimeout());
    } finally {
      avutil.av_dict_free(options);
    }
    format = context;
    return context;
  }

  private void openCodec(AVCodec decoder, AVCodecParameters parameters) throws SourceException {
    AVCodecContext context = avcodec.avcodec_alloc_context3(decoder);
    codec = context;
    check(
        avcodec.avcodec_parameters_to_context(context, parameters),
        "its video parameters make no sense",
        input.openTimeout());
    // one thread: the same frames for the same bytes, and no pool for each of many sessions
    context.thread_count(1);
    context.max_pixels(ImageLimits.DEFAULT.maxPixels());
    check(
        avcodec.avcodec_open2(context, decoder, (PointerPointer<?>) null),
        "its video codec cannot be opened",
        input.openTimeout());
  }

  /** Gives the decoder one more packet; false at the end of the input. */
  private boolean feed(AVCodecContext decoder) throws SourceException {
    while (true) {
      int result = avformat.av_read_frame(opened(format), packet);
      if (result < 0) {
        if (result == avutil.AVERROR_EOF) {
          return false;
        }
        if (input.live() || deadline.passed()) {
          check(result, "reading it failed", input.readTimeout());
        }
        note(result, "reading");
        return false;
      }
      boolean wanted = packet.stream_index() == streamIndex;
      if (wanted) {
        packets++;
        note(avcodec.avcodec_send_packet(decoder, packet), "decoding");
      }
      avcodec.av_packet_unref(packet);
      if (wanted || deadline.passed()) {
        return true;
      }
    }
  }

  private void note(int result, String doing) {
    if (result < 0 && result != Ffmpeg.AGAIN) {
      damage = doing + " said '" + Ffmpeg.message(result) + "'";
    }
  }

  private void check(int result, String what, Duration limit) throws SourceException {
    if (result >= 0) {
      return;
    }
    if (deadline.passed()) {
      throw failure("no answer within " + seconds(limit));
    }
    throw failure(what + " (" + Ffmpeg.message(result) + ")");
  }

  private SourceException failure(String reason) {
    return new SourceException(input.name(), reason);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  private static <T> T opened(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not open");
    }
    return part;
  }
}
