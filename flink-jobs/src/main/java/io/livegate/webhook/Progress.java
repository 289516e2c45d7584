package io.livegate.webhook;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition is delivered without a gap: what may be committed, so that a process that
 * dies sends again rather than never. Thread-safe.
 */
final class Progress {

  private static final class Partition {
    private final TreeSet<Long> pending = new TreeSet<>();
    private long next;
  }

  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  /** A record was read that need not be sent. */
  synchronized void skipped(TopicPartition partition, long offset) {
    of(partition).next = offset + 1;
  }

  /** A record was read that is being sent. */
  synchronized void pending(Event event) {
    Partition partition = of(event.partition());
    partition.next = event.offset() + 1;
    partition.pending.add(event.offset());
  }

  /** It is with the platform, or with the dead letters. */
  synchronized void settled(Event event) {
    Partition partition = partitions.get(event.partition());
    if (partition != null) {
      partition.pending.remove(event.offset());
    }
  }

  /** The partition is another process's now. */
  synchronized void forget(TopicPartition partition) {
    partitions.remove(partition);
  }

  /** The next offset to read, were this process to die now. */
  synchronized Map<TopicPartition, OffsetAndMetadata> committable() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    partitions.forEach(
        (name, partition) ->
            offsets.put(
                name,
                new OffsetAndMetadata(
                    partition.pending.isEmpty() ? partition.next : partition.pending.first())));
    return offsets;
  }

  private Partition of(TopicPartition name) {
    return partitions.computeIfAbsent(name, unused -> new Partition());
  }
}
