package io.livegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.Markers;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.job.PipelineConfig;
import io.livegate.job.PipelineConfigParser;
import io.livegate.job.io.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LocalBrokerIT {

  private static final String MARKER = "a-picture-of-a-person";

  private final PipelineConfig config =
      PipelineConfigParser.parse("kafka: {retention: {frames: 10s, framesSegment: 1s}}", "test");

  @Test
  void framesAreGoneFromTheDiskSoonAfterTheirRetention() throws InterruptedException {
    try (LocalBroker broker = LocalBroker.start()) {
      publish(broker);
      assertThat(Markers.isFoundUnder(broker.folder(), MARKER)).as("the search works").isTrue();

      long deadline = System.nanoTime() + 60_000_000_000L;
      while (Markers.isFoundUnder(broker.folder(), MARKER)) {
        assertThat(System.nanoTime()).as("frames are still there").isLessThan(deadline);
        Thread.sleep(500);
      }
    }
  }

  @Test
  void nothingIsLeftWhenItIsClosed() {
    Path folder;
    try (LocalBroker broker = LocalBroker.start()) {
      folder = broker.folder();
      publish(broker);
      assertThat(folder).exists();
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void itsLogLiesInMemoryWhereThereIsSome() {
    try (LocalBroker broker = LocalBroker.start()) {
      if (Files.isWritable(Path.of("/dev/shm"))) {
        assertThat(broker.folder()).startsWith(Path.of("/dev/shm"));
      }
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void twoRunBesideEachOther() {
    try (LocalBroker first = LocalBroker.start();
        LocalBroker second = LocalBroker.start()) {
      publish(first);
      publish(second);
      assertThat(first.bootstrapServers()).isNotEqualTo(second.bootstrapServers());
    }
  }

  private void publish(LocalBroker broker) {
    PipelineConfig here = config.withBootstrapServers(broker.bootstrapServers());
    Topics.create(here);
    Topics.create(here); // what is there already is no mistake
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.bootstrapServers());
    try (FramePublisher publisher =
        new FramePublisher(properties, here.kafka().topics().frames())) {
      FrameHeader header =
          FrameHeader.of(new SessionKey("t", "s"), RecordKind.FRAME, 0, 0, "image/jpeg");
      var unused =
          publisher.publish(new EncodedFrame(header, MARKER.getBytes(StandardCharsets.US_ASCII)));
      publisher.flush();
    }
  }
}
