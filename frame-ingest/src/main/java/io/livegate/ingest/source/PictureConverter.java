package io.livegate.ingest.source;

import io.livegate.image.Image;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded frames of any pixel format into upright BGR pictures, following the colour matrix
 * and range the frame declares. Large ones are scaled down: no lane looks at more.
 */
final class PictureConverter implements AutoCloseable {

  /** The long side of what is sent on, pixels. */
  static final int MAX_LONG_SIDE = 1920;

  private final SwsContext scaler = swscale.sws_alloc_context();
  private final DisplayMatrix matrix;
  private @Nullable AVFrame target;

  PictureConverter(DisplayMatrix matrix) {
    this.matrix = matrix;
    scaler.flags(swscale.SWS_BILINEAR | swscale.SWS_ACCURATE_RND | swscale.SWS_BITEXACT);
  }

  /**
   * @throws SourceException naming the pixel format when it cannot be converted
   */
  Image convert(AVFrame frame, String name) throws SourceException {
    int longSide = Math.max(frame.width(), frame.height());
    double scale = Math.min(1, (double) MAX_LONG_SIDE / longSide);
    int width = (int) Math.max(1, Math.round(frame.width() * scale));
    int height = (int) Math.max(1, Math.round(frame.height() * scale));
    AVFrame bgr = target(width, height);
    int result = swscale.sws_scale_frame(scaler, bgr, frame);
    if (result < 0) {
      throw new SourceException(
          name,
          String.format(
              Locale.ROOT,
              "a picture of %d x %d pixels in format %d cannot be converted (%s)",
              frame.width(),
              frame.height(),
              frame.format(),
              Ffmpeg.message(result)));
    }
    byte[] pixels = matrix.apply(rows(bgr, width, height), width, height);
    return matrix.swaps()
        ? new Image(height, width, pixels, 1)
        : new Image(width, height, pixels, 1);
  }

  /** What the container says of how its pictures are to be shown. */
  static DisplayMatrix matrix(AVCodecParameters parameters) {
    AVPacketSideData data =
        avcodec.av_packet_side_data_get(
            parameters.coded_side_data(),
            parameters.nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    int[] matrix = new int[9];
    if (data == null || data.isNull() || data.size() < (long) matrix.length * Integer.BYTES) {
      return DisplayMatrix.UPRIGHT;
    }
    new IntPointer(data.data()).get(matrix);
    return DisplayMatrix.of(matrix);
  }

  private AVFrame target(int width, int height) {
    AVFrame frame = target;
    if (frame != null && (frame.width() != width || frame.height() != height)) {
      avutil.av_frame_free(frame);
      frame = null;
    }
    if (frame == null) {
      frame = avutil.av_frame_alloc();
      frame.width(width).height(height).format(avutil.AV_PIX_FMT_BGR24);
      target = frame;
      if (avutil.av_frame_get_buffer(frame, 0) < 0) {
        throw new OutOfMemoryError("no native memory for a picture of " + width + " x " + height);
      }
    }
    return frame;
  }

  /** Rows end in padding, which the scaler may write to. */
  private static byte[] rows(AVFrame bgr, int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    int stride = bgr.linesize(0);
    BytePointer data = bgr.data(0);
    for (int y = 0; y < height; y++) {
      data.position((long) y * stride).get(pixels, y * width * 3, width * 3);
    }
    return pixels;
  }

  @Override
  public void close() {
    AVFrame frame = target;
    if (frame != null) {
      avutil.av_frame_free(frame);
      target = null;
    }
    swscale.sws_free_context(scaler);
  }
}
