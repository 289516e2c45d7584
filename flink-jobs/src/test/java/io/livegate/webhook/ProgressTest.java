package io.livegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  private final Progress progress = new Progress();

  @Test
  void nothingBehindAnEventThatIsNotDeliveredIsCommitted() {
    progress.skipped(PARTITION, 3);
    progress.pending(event(4));
    progress.pending(event(5));
    progress.skipped(PARTITION, 6);

    progress.settled(event(5));
    assertThat(committable()).isEqualTo(4);

    progress.settled(event(4));
    assertThat(committable()).isEqualTo(7);
  }

  @Test
  void whatIsSettledAfterThePartitionWentToAnotherProcessIsNotCommittedHere() {
    progress.pending(event(4));
    progress.forget(PARTITION);
    progress.settled(event(4));
    assertThat(progress.committable()).isEmpty();
  }

  private long committable() {
    OffsetAndMetadata offset = progress.committable().get(PARTITION);
    return offset == null ? -1 : offset.offset();
  }

  private static Event event(long offset) {
    return new Event(PARTITION, offset, "t/s", "id" + offset, "type", "t", false, "{}");
  }
}
