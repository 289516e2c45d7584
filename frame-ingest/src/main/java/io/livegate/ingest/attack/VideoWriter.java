package io.livegate.ingest.attack;

import io.livegate.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures as H.264 in an MP4 file with time stamps of a millisecond. One thread and no
 * dates: the same pictures give the same bytes.
 *
 * <p>The encoder is OpenH264, which this FFmpeg carries; builds without it take x264 or MPEG-4.
 */
final class VideoWriter implements AutoCloseable {

  private static final List<String> ENCODERS = List.of("libopenh264", "libx264", "mpeg4");
  private static final int AGAIN;
  private static final int KEY_FRAME_EVERY = 60;

  static {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET); // loads the library the next line calls
    AGAIN = org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN();
  }

  private final String name;
  private final AVFormatContext format;
  private final AVCodecContext codec;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame bgr = avutil.av_frame_alloc();
  private final AVFrame yuv = avutil.av_frame_alloc();
  private final SwsContext scaler = swscale.sws_alloc_context();
  private final AVRational millis = new AVRational().num(1).den(1000);
  private final long meanGapMillis;
  private @Nullable AVStream stream;

  /**
   * Opens the file, overwriting one that is there.
   *
   * @param width pixels, even
   * @param height pixels, even
   * @param framesPerSecond for the encoder's plans; the time stamps may do otherwise
   * @throws IOException naming the file and FFmpeg's reason
   */
  VideoWriter(Path file, int width, int height, double framesPerSecond, double bitsPerPixel)
      throws IOException {
    name = file.toString();
    meanGapMillis = Math.max(1, Math.round(1000 / framesPerSecond));
    AVCodec encoder = encoder();
    codec = avcodec.avcodec_alloc_context3(encoder);
    format = new AVFormatContext(null);
    try {
      open(file, encoder, width, height, framesPerSecond, bitsPerPixel);
    } catch (IOException | RuntimeException e) {
      free();
      throw e;
    }
  }

  private void open(
      Path file, AVCodec encoder, int width, int height, double perSecond, double bitsPerPixel)
      throws IOException {
    check(
        avformat.avformat_alloc_output_context2(format, (AVOutputFormat) null, "mp4", name),
        "cannot be written as MP4");
    format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    codec.width(width).height(height).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
    codec.time_base(millis);
    codec.framerate(avutil.av_d2q(perSecond, 100_000));
    codec.bit_rate(Math.max(20_000, Math.round(width * height * perSecond * bitsPerPixel)));
    codec.gop_size(KEY_FRAME_EVERY).max_b_frames(0).thread_count(1);
    codec.flags(
        codec.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER | avcodec.AV_CODEC_FLAG_BITEXACT);
    try (AVDictionary none = new AVDictionary(null)) {
      check(avcodec.avcodec_open2(codec, encoder, none), "its encoder cannot be opened");
    }
    AVStream made = avformat.avformat_new_stream(format, null);
    made.time_base(millis);
    check(
        avcodec.avcodec_parameters_from_context(made.codecpar(), codec),
        "its stream cannot be described");
    stream = made;
    AVIOContext io = new AVIOContext(null);
    try (BytePointer path =
        new BytePointer("file:" + file.toAbsolutePath(), StandardCharsets.UTF_8)) {
      check(avformat.avio_open(io, path, avformat.AVIO_FLAG_WRITE), "cannot be opened to write");
    }
    format.pb(io);
    check(
        avformat.avformat_write_header(format, (PointerPointer<?>) null),
        "its header cannot be written");
    picture(bgr, width, height, avutil.AV_PIX_FMT_BGR24);
    picture(yuv, width, height, avutil.AV_PIX_FMT_YUV420P);
    scaler.flags(swscale.SWS_BILINEAR | swscale.SWS_ACCURATE_RND | swscale.SWS_BITEXACT);
  }

  /**
   * Adds a picture.
   *
   * @param atMillis later than the one before
   */
  void write(Image image, long atMillis) throws IOException {
    if (image.width() != yuv.width() || image.height() != yuv.height()) {
      throw new IllegalArgumentException(
          image + " does not fit a video of " + yuv.width() + "x" + yuv.height());
    }
    int row = image.width() * 3;
    for (int y = 0; y < image.height(); y++) {
      bgr.data(0).position((long) y * bgr.linesize(0)).put(image.bgr(), y * row, row);
    }
    check(avutil.av_frame_make_writable(yuv), "has no memory");
    check(swscale.sws_scale_frame(scaler, yuv, bgr), "a picture cannot be converted");
    yuv.pts(atMillis);
    check(avcodec.avcodec_send_frame(codec, yuv), "a picture cannot be encoded");
    drain();
  }

  /** Ends the file; without it there is none that can be played. */
  void finish() throws IOException {
    check(avcodec.avcodec_send_frame(codec, null), "its end cannot be encoded");
    drain();
    check(avformat.av_write_trailer(format), "its end cannot be written");
  }

  private void drain() throws IOException {
    AVStream target = stream;
    while (target != null) {
      int result = avcodec.avcodec_receive_packet(codec, packet);
      if (result == AGAIN || result == avutil.AVERROR_EOF) {
        return;
      }
      check(result, "a picture cannot be encoded");
      packet.duration(meanGapMillis);
      avcodec.av_packet_rescale_ts(packet, millis, target.time_base());
      check(avformat.av_interleaved_write_frame(format, packet), "a picture cannot be written");
    }
  }

  private static AVCodec encoder() {
    for (String name : ENCODERS) {
      AVCodec found = avcodec.avcodec_find_encoder_by_name(name);
      if (found != null && !found.isNull()) {
        return found;
      }
    }
    throw new IllegalStateException("this FFmpeg has none of the encoders " + ENCODERS);
  }

  private static void picture(AVFrame frame, int width, int height, int pixels) {
    frame.width(width).height(height).format(pixels);
    if (avutil.av_frame_get_buffer(frame, 0) < 0) {
      throw new OutOfMemoryError("no native memory for a picture of " + width + "x" + height);
    }
  }

  private void check(int result, String what) throws IOException {
    if (result < 0) {
      byte[] text = new byte[256];
      avutil.av_strerror(result, text, text.length);
      String reason = new String(text, StandardCharsets.UTF_8);
      throw new IOException(
          name + " " + what + " (" + reason.substring(0, reason.indexOf(0)) + ")");
    }
  }

  @Override
  public void close() {
    free();
  }

  private void free() {
    avcodec.avcodec_free_context(codec);
    if (!format.isNull()) {
      if (format.pb() != null && !format.pb().isNull()) {
        avformat.avio_closep(format.pb());
      }
      avformat.avformat_free_context(format);
    }
    avcodec.av_packet_free(packet);
    avutil.av_frame_free(bgr);
    avutil.av_frame_free(yuv);
    swscale.sws_free_context(scaler);
    millis.close();
  }
}
