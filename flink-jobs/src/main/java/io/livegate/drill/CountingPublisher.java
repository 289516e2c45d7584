package io.livegate.drill;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.RecordKind;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.ingest.publish.PublishException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

/** Sends records without waiting and counts which frames arrived. Thread-safe. */
public final class CountingPublisher implements AutoCloseable {

  private final FramePublisher publisher;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong unsent = new AtomicLong();

  /**
   * @param properties of a Kafka producer
   */
  public CountingPublisher(Properties properties, String topic) {
    this.publisher = new FramePublisher(properties, topic);
  }

  public void send(EncodedFrame record) {
    try {
      var unused =
          publisher.publish(record).whenComplete((done, failure) -> count(record, failure == null));
    } catch (PublishException e) {
      // It speaks of an earlier record, which was counted, or of this one.
      count(record, false);
    }
  }

  private void count(EncodedFrame record, boolean arrived) {
    if (record.header().kind() == RecordKind.FRAME) {
      (arrived ? sent : unsent).incrementAndGet();
    }
  }

  /** Returns when the broker has everything, or nobody knows whether it has. */
  public void flush() {
    publisher.flush();
  }

  /** Frames the broker has acknowledged. */
  public long sent() {
    return sent.get();
  }

  /** Frames of which nobody knows whether it has them. */
  public long unsent() {
    return unsent.get();
  }

  @Override
  public void close() {
    try {
      publisher.close();
    } catch (PublishException e) {
      // Counted already.
    }
  }
}
