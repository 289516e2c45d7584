package io.livegate.ingest.source;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/** Writes small generated videos for tests. */
final class Videos {

  private Videos() {}

  static Path write(Path file, String format, int frames, double framesPerSecond) throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 160, 120)) {
      Pusher.configure(recorder, format, avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(framesPerSecond);
      recorder.start();
      for (int i = 0; i < frames; i++) {
        recorder.record(Pusher.picture(i));
      }
    }
    return file;
  }
}
