package io.livegate.job;

import static io.livegate.job.PipelineFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.Markers;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pictures never reach a checkpoint, not even those that wait when it is taken. */
@Timeout(120)
class FrameBytesIT {

  private static final String MARKER = "LIVEGATE-MARKER";

  @TempDir Path checkpoints;

  @Test
  void frameBytesStayOutOfCheckpoints() throws InterruptedException {
    Found found = search("image/jpeg");

    assertThat(found.reference).as("frames were waiting when a checkpoint was taken").isTrue();
    assertThat(found.marker).isFalse();
  }

  @Test
  void theSameSearchFindsWhatAReferenceCarries() throws InterruptedException {
    assertThat(search("image/" + MARKER).marker).isTrue();
  }

  private record Found(boolean reference, boolean marker) {}

  private Found search(String contentType) throws InterruptedException {
    PipelineConfig config =
        PipelineConfigParser.parse(
            """
            sampling: {gatePerSecond: 200, gateDuration: 60s}
            scheduler: {workers: 1, maxFrameAge: 1m, maxWait: 1m, timeout: 1m}
            checkpoint: {interval: 100ms, parallelism: 1, directory: '%s'}
            """
                .formatted(checkpoints.toUri()),
            "test");
    try (PipelineFixture pipeline = new PipelineFixture(config)) {
      boolean reference = false;
      boolean marker = false;
      int checksAfter = 10;
      for (int i = 0; i < 500 && checksAfter > 0; i++) {
        checksAfter -= reference ? 1 : 0;
        for (int s = 0; s < 8; s++) {
          pipeline.send(markedFrame(s, i, contentType));
        }
        Thread.sleep(50);
        // Signals records carry no content type: only a waiting reference does.
        reference |= Markers.isFoundUnder(checkpoints, contentType);
        marker |= Markers.isFoundUnder(checkpoints, MARKER);
      }
      return new Found(reference, marker);
    }
  }

  private static EncodedFrame markedFrame(int session, int seq, String contentType) {
    byte[] bytes = (" " + MARKER.repeat(50)).getBytes(StandardCharsets.US_ASCII);
    bytes[0] = FakeJudge.SLOW;
    return new EncodedFrame(
        FrameHeader.of(session(session), RecordKind.FRAME, seq, seq, contentType), bytes);
  }
}
