package io.livegate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.job.config.PipelineConfigParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session's life with all that goes wrong in it, and what the logs say of it. */
@Timeout(600)
class LogsIT {

  private static final SessionKey SESSION = new SessionKey("planted-tenant", "planted-session");
  private static final Pattern NAMED = Pattern.compile("session ([0-9a-f]{16})");

  @TempDir Path folder;

  private long seq;

  @Test
  void noLogNamesASessionATenantOrADeviceAndLinesOfOneSessionFindEachOther() throws Exception {
    LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    Configuration before = logging.getConfiguration();
    Path log = folder.resolve("all.log");
    logging.start(LogFile.at(log));
    try (PipelineFixture pipeline =
        new PipelineFixture(
            PipelineConfigParser.parse(
                "{sampling: {gatePerSecond: 200}, checkpoint: {parallelism: 1}}", "logs"))) {
      pipeline.sendRaw(
          pipeline.livegate.topics().frames(), SESSION.asKey(), Platform.utf8("no header"));
      pipeline.await(
          () -> {
            send(pipeline, seq % 2 == 0 ? FakeJudge.BUG : FakeJudge.PERSON);
            return pipeline.typesOf(SESSION).contains("session.admitted");
          });
      pipeline.end(SESSION, seq, System.currentTimeMillis());
      pipeline.awaitEnded(1);
    } finally {
      logging.start(before);
    }
    String written = Files.readString(log);
    List<String> names = NAMED.matcher(written).results().map(m -> m.group(1)).toList();

    assertThat(written).contains("could not be judged").contains("of partition");
    assertThat(names).as("a failure and a decision").hasSizeGreaterThanOrEqualTo(2);
    assertThat(names.stream().distinct()).hasSize(1);
    assertThat(written).doesNotContain("planted");
  }

  private void send(PipelineFixture pipeline, int what) {
    byte[] bytes = new byte[500];
    Arrays.fill(bytes, (byte) what);
    pipeline.send(
        new EncodedFrame(
            new FrameHeader(
                SESSION,
                RecordKind.FRAME,
                "planted-call",
                "planted-device",
                seq++,
                System.currentTimeMillis(),
                Witness.SENDER,
                "image/jpeg"),
            bytes));
  }
}
