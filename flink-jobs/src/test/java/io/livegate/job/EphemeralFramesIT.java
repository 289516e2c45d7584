package io.livegate.job;

import static io.livegate.job.PipelineFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.JpegEncoder;
import io.livegate.job.JobFixture.Between;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.FrameJudge;
import io.livegate.job.judge.FrameJudgeFactory;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.job.judge.LaneNotice;
import io.livegate.job.receive.FrameRef;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Pictures are written nowhere: real lanes judge marked pictures through checkpoints, a savepoint,
 * a failure and a restart, and then everything that was written is searched. The broker's own log
 * of the frames is the one exception. An operator that leaks is found by the same search.
 */
@Timeout(600)
class EphemeralFramesIT {

  /** Set to fail the judge once; static because the job's copy is another object. */
  private static final AtomicBoolean FAIL = new AtomicBoolean();

  @TempDir static Path folder;
  private static WrittenFiles written;
  private static JobFixture jobs;
  private static LoggerContext logging;
  private static Configuration before;

  private final String marker = "marker-" + UUID.randomUUID();
  private final String contentType = "image/" + UUID.randomUUID();
  private final PixelPattern pattern = new PixelPattern(marker.hashCode());

  @BeforeAll
  static void start() {
    written = new WrittenFiles(folder);
    logging = (LoggerContext) LogManager.getContext(false);
    before = logging.getConfiguration();
    logging.start(LogFile.at(folder.resolve("all.log")));
    jobs = new JobFixture(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    jobs.close();
    logging.start(before);
  }

  @Test
  void noPictureIsWrittenThroughCheckpointsASavepointAFailureAndARestart() throws Exception {
    LoggerFactory.getLogger("io.livegate.test").debug("in the log ");
    PipelineConfig config = config("clean");
    try (Platform platform = jobs.platform(config)) {
      jobs.start(config, failing(), Between.NOTHING, null);
      int frame = send(platform, 0, 20);
      jobs.savepoint();
      FAIL.set(true);
      frame = send(platform, frame, 20);
      JobFixture.await("the failure", () -> !FAIL.get());
      frame = send(platform, frame, 20);
      String savepoint = jobs.stopWithSavepoint();
      jobs.start(config, failing(), Between.NOTHING, savepoint);
      AtomicInteger next = new AtomicInteger(frame);
      platform.await(
          () -> {
            sendOneEach(platform, next.getAndIncrement()); // few are judged where it is slow
            return platform.signals.size() > 20;
          });
      jobs.checkpoint();
      jobs.cancel();
    }

    assertThat(written.with(contentType))
        .as("frames were waiting when a checkpoint was taken")
        .isNotEmpty();
    assertThat(written.with("io.livegate.test in the log "))
        .as("the log is searched as well")
        .isNotEmpty();
    assertThat(written.with(marker)).isEmpty();
    assertThat(written.with(pattern::isIn)).isEmpty();
  }

  @Test
  void anOperatorThatLeaksEncodedFramesIsFound() throws Exception {
    runWith(s -> s.map(new Leak(false)).uid("leak").name("leak"), "encoded");

    assertThat(written.with(marker)).anyMatch(file -> file.startsWith(folder));
  }

  @Test
  void anOperatorThatLeaksPixelsIsFound() throws Exception {
    runWith(s -> s.map(new Leak(true)).uid("leak").name("leak"), "decoded");

    assertThat(written.with(marker)).isEmpty();
    assertThat(written.with(pattern::isIn)).anyMatch(file -> file.startsWith(folder));
  }

  private void runWith(UnaryOperator<DataStream<FrameRef>> leak, String name) throws Exception {
    PipelineConfig config = config(name);
    try (Platform platform = jobs.platform(config)) {
      jobs.start(config, new LaneFrameJudges(), new Between(leak, s -> s), null);
      send(platform, 0, 5);
      platform.await(() -> !platform.signals.isEmpty());
      jobs.checkpoint();
      jobs.cancel();
    }
  }

  private static PipelineConfig config(String name) {
    return jobs.config(
        name,
        """
        sampling: {gatePerSecond: 200, gateDuration: 60s}
        scheduler: {workers: 1, maxFrameAge: 1m, maxWait: 1m, timeout: 1m}
        checkpoint: {interval: 100ms, parallelism: 1, restartDelay: 100ms}
        """);
  }

  /** More frames at once than are judged until the next checkpoint. */
  private int send(Platform platform, int from, int times) throws Exception {
    for (int i = from; i < from + times; i++) {
      sendOneEach(platform, i);
      Thread.sleep(50);
    }
    return from + times;
  }

  private void sendOneEach(Platform platform, int i) {
    byte[] jpeg = marked(JpegEncoder.encode(pattern.image(), 90));
    for (int s = 0; s < 8; s++) {
      FrameHeader header = FrameHeader.of(session(s), RecordKind.FRAME, i, 50L * i, contentType);
      platform.send(new EncodedFrame(header, jpeg));
    }
  }

  /** With the marker as a comment, right behind the start of the image. */
  private byte[] marked(byte[] jpeg) {
    byte[] text = marker.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (text.length + 2)});
    out.writeBytes(text);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** The real lanes; the judge gives up once when it is told to. */
  private static FrameJudgeFactory failing() {
    return config -> new Failing(new LaneFrameJudges().open(config));
  }

  private record Failing(FrameJudge real) implements FrameJudge {

    @Override
    public Session openSession(SessionKey key) {
      Session session = real.openSession(key);
      return (frame, atMillis) -> {
        if (FAIL.getAndSet(false)) {
          throw new InternalError("the machine gives up");
        }
        return session.judge(frame, atMillis);
      };
    }

    @Override
    public List<LaneNotice> unavailable() {
      return real.unavailable();
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
