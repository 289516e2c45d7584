package io.livegate.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FramePublisherTest {

  private static final SessionKey KEY = new SessionKey("acme", "s-1");

  private final MockProducer<byte[], byte[]> broker =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final FramePublisher publisher =
      new FramePublisher(broker, "livegate.frames", Duration.ofSeconds(1));

  @Test
  void aFrameIsSentUnderItsSessionAndDoneWhenTheBrokerHasIt() throws Exception {
    EncodedFrame frame = frame(7);

    CompletableFuture<Void> done = publisher.publish(frame);

    assertThat(done).isNotDone();
    broker.completeNext();
    assertThat(done).isCompleted();
    ProducerRecord<byte[], byte[]> sent = broker.history().get(0);
    assertThat(sent.topic()).isEqualTo("livegate.frames");
    assertThat(sent.key()).isEqualTo("acme/s-1".getBytes(UTF_8));
    assertThat(sent.value()).isSameAs(frame.bytes());
    assertThat(FrameHeaders.read(sent.headers(), sent.key())).isEqualTo(frame.header());
  }

  @Test
  void aControlRecordHasNoBytes() throws Exception {
    publisher.control(FrameHeader.of(KEY, RecordKind.ENDED, 8, 900, "image/jpeg"));

    ProducerRecord<byte[], byte[]> sent = broker.history().get(0);
    assertThat(sent.value()).isEmpty();
    assertThat(FrameHeaders.read(sent.headers(), sent.key()).kind()).isEqualTo(RecordKind.ENDED);
    FrameHeader frame = FrameHeader.of(KEY, RecordKind.FRAME, 9, 900, "image/jpeg");
    assertThatThrownBy(() -> publisher.control(frame)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailureNobodyLookedAtIsThrownByTheNextCallOnce() {
    CompletableFuture<Void> lost = publisher.publish(frame(1));
    broker.errorNext(new RecordTooLargeException("5000000 bytes"));

    assertThat(lost).isCompletedExceptionally();
    assertThatThrownBy(() -> publisher.publish(frame(2)))
        .isInstanceOf(PublishException.class)
        .hasMessage("record 1 of acme/s-1 did not reach topic 'livegate.frames': 5000000 bytes");
    assertThat(publisher.publish(frame(3))).isNotDone();
  }

  @Test
  void flushAndCloseThrowWhatFailed() {
    publisher.publish(frame(1));
    broker.errorNext(new IllegalStateException("disk full"));
    assertThatThrownBy(publisher::flush).hasMessageContaining("disk full");

    publisher.publish(frame(2));
    broker.errorNext(new IllegalStateException("gone"));
    assertThatThrownBy(publisher::close).hasMessageContaining("gone");
  }

  @Test
  void aProducerThatRefusesAtOnceThrowsAtOnce() {
    broker.close();

    assertThatThrownBy(() -> publisher.publish(frame(1)))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("livegate.frames");
  }

  @Test
  void anUnreachableBrokerIsSaidWithinItsTime() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", "127.0.0.1:1");
    properties.setProperty("max.block.ms", "300");
    long begun = System.nanoTime();

    try (FramePublisher unreachable = new FramePublisher(properties, "livegate.frames")) {
      assertThatThrownBy(() -> unreachable.publish(frame(1)))
          .isInstanceOf(PublishException.class)
          .hasMessageContaining("did not reach topic 'livegate.frames'")
          .hasMessageContaining("300 ms");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aWrongSettingIsNamed() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", "127.0.0.1:1");
    properties.setProperty("linger.ms", "soon");

    assertThatThrownBy(() -> new FramePublisher(properties, "livegate.frames"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("linger.ms");
  }

  private static EncodedFrame frame(long seq) {
    return new EncodedFrame(
        FrameHeader.of(KEY, RecordKind.FRAME, seq, seq * 100, "image/jpeg"), new byte[] {1, 2, 3});
  }
}
