package io.livegate.job.receive;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FrameHeaders;
import io.livegate.ingest.publish.InvalidFrameException;
import io.livegate.job.log.Pseudonyms;
import io.livegate.job.probe.Probe;
import io.livegate.signal.FrameFate;
import io.livegate.signal.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a Kafka record into a {@link FrameRef}, leaving its bytes in this attempt's {@link
 * FrameBuffer}. A record that breaks the contract costs itself: it is counted in its session where
 * its key names one, else as unaddressed. Every record makes one reference, so that none is missed.
 */
public final class FrameReceiver implements KafkaRecordDeserializationSchema<FrameRef> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FrameReceiver.class);
  private static final byte[] NOTHING = {};
  private static final SessionKey NOBODY = new SessionKey("nobody", "nobody");

  private final long maxFrameBytes;
  private final String run;
  private transient @Nullable String attempt;
  private transient @Nullable FrameBuffer buffer;

  /**
   * @param maxFrameBytes a larger image is rejected without being kept
   * @param run names this run of the job: whoever takes the probe's tenant must know it
   */
  public FrameReceiver(long maxFrameBytes, String run) {
    this.maxFrameBytes = maxFrameBytes;
    this.run = run;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    attempt = TaskAttempt.of(context.getMetricGroup());
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FrameRef> out) {
    FrameHeader header;
    FrameFate fate = null;
    ReasonCode reason = null;
    boolean isAddressed = true;
    byte[] bytes = record.value() == null ? NOTHING : record.value();
    try {
      header = FrameHeaders.read(record.headers(), record.key());
      if (Probe.isForged(header.key(), run)) {
        throw new InvalidFrameException(List.of("the tenant " + Probe.TENANT + " is reserved"));
      }
    } catch (InvalidFrameException e) {
      SessionKey key = keyOf(record);
      header =
          FrameHeader.of(
              key == null ? NOBODY : key, RecordKind.FRAME, -1, 0, "application/octet-stream");
      isAddressed = key != null;
      fate = FrameFate.REJECTED;
      reason = ReasonCode.BAD_HEADER;
      LOG.debug(
          "record {} of partition {}: {}",
          record.offset(),
          record.partition(),
          Pseudonyms.withoutValues(String.valueOf(e.getMessage())));
    }
    long slot = FrameRef.NO_SLOT;
    if (fate == null && header.kind() == RecordKind.FRAME) {
      if (bytes.length > maxFrameBytes) {
        fate = FrameFate.REJECTED;
        reason = ReasonCode.TOO_LARGE;
      } else {
        slot = buffer().put(bytes);
        fate = slot == FrameRef.NO_SLOT ? FrameFate.FULL : null;
      }
    }
    out.collect(
        new FrameRef(
            header,
            record.timestamp(),
            record.partition(),
            record.offset(),
            bytes.length,
            attempt(),
            slot,
            isAddressed,
            fate,
            reason));
  }

  /** The session the key alone names; null if it names none. */
  private @Nullable SessionKey keyOf(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return null;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    int slash = key.indexOf('/');
    if (slash < 0) {
      return null;
    }
    try {
      SessionKey named = new SessionKey(key.substring(0, slash), key.substring(slash + 1));
      return Probe.isForged(named, run) ? null : named;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private String attempt() {
    if (attempt == null) {
      throw new IllegalStateException("used before it was opened");
    }
    return attempt;
  }

  private FrameBuffer buffer() {
    FrameBuffer known = buffer;
    if (known == null) {
      known = FrameBuffers.find(attempt());
      if (known == null) {
        throw new IllegalStateException(
            "receiver and judge do not run in one task: the judge of attempt "
                + attempt()
                + " holds no frame buffer. Do not disable operator chaining");
      }
      buffer = known;
    }
    return known;
  }

  @Override
  public TypeInformation<FrameRef> getProducedType() {
    return TypeInformation.of(FrameRef.class);
  }
}
