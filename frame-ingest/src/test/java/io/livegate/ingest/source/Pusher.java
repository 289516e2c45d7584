package io.livegate.ingest.source;

import java.nio.ByteBuffer;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Sends a moving picture of 160 x 120 at 25 frames a second to an address until it is stopped. */
final class Pusher implements AutoCloseable {

  private final Thread thread;
  private volatile boolean stopped;
  private volatile Exception failure;

  Pusher(String address, String format, int codec, Map<String, String> options) {
    thread = new Thread(() -> push(address, format, codec, options), "pusher");
    thread.setDaemon(true);
    thread.start();
  }

  static Pusher transportStream(String address) {
    return new Pusher(address, "mpegts", avcodec.AV_CODEC_ID_MPEG4, Map.of());
  }

  private void push(String address, String format, int codec, Map<String, String> options) {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(address, 160, 120)) {
      configure(recorder, format, codec);
      options.forEach(recorder::setOption);
      recorder.start();
      long begun = System.nanoTime();
      for (int i = 0; !stopped; i++) {
        recorder.record(picture(i));
        Thread.sleep(Math.max(0, i * 40L - (System.nanoTime() - begun) / 1_000_000));
      }
    } catch (Exception e) {
      failure = e;
    }
  }

  static void configure(FFmpegFrameRecorder recorder, String format, int codec) {
    recorder.setFormat(format);
    recorder.setVideoCodec(codec);
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(25);
    recorder.setGopSize(5);
    recorder.setOption("flush_packets", "1");
  }

  /** A bright bar that moves to the right. */
  static Frame picture(int number) {
    Frame frame = new Frame(160, 120, Frame.DEPTH_UBYTE, 3);
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 160; x++) {
        byte value = (byte) ((x + 160 - number % 160) % 160 < 20 ? 230 : 40);
        for (int c = 0; c < 3; c++) {
          pixels.put(y * frame.imageStride + x * 3 + c, value);
        }
      }
    }
    return frame;
  }

  Exception failure() {
    return failure;
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join(10_000);
  }
}
