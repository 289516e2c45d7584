package io.livegate.webhook;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.io.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads committed events for one endpoint and hands them to its {@link OrderedDelivery}. Each
 * endpoint has a consumer group of its own, so that one that is down delays nobody else's events.
 * Offsets are committed behind what is delivered: a killed process sends again, it skips nothing.
 */
final class EndpointWorker implements Runnable, AutoCloseable {

  /** Events in memory for one endpoint, a few KB each; beyond that it is read no further. */
  private static final int MOST_WAITING = 1000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long COMMIT_EVERY_MILLIS = 1000;

  private final WebhookConfig config;
  private final Endpoint endpoint;
  private final String topic;
  private final String name;
  private final boolean toEndOnly;
  private final Consumer<String> problems;
  private final KafkaConsumer<String, String> consumer;
  private final Progress progress = new Progress();
  private final OrderedDelivery delivery;
  private final Set<TopicPartition> assigned = new HashSet<>();

  /** Where the dead letters ended at the start; those written since are for another time. */
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  private volatile boolean stopping;
  private long committedMillis;

  /**
   * @param topic the events, or the dead letters
   * @param toEndOnly whether to start at the beginning and end when all there is now is settled
   */
  EndpointWorker(
      KafkaConfig kafka,
      WebhookConfig config,
      Endpoint endpoint,
      String topic,
      boolean toEndOnly,
      DeadLetters deadLetters,
      Clock clock,
      Consumer<String> problems) {
    this.config = config;
    this.endpoint = endpoint;
    this.topic = topic;
    this.toEndOnly = toEndOnly;
    this.problems = problems;
    this.name = "webhooks-" + (endpoint.tenant().equals(Endpoint.OTHERS) ? "" : endpoint.tenant());
    this.consumer = consumer(kafka, kafka.groupId() + "." + name + (toEndOnly ? ".letters" : ""));
    Caller caller = new Caller(config.timeout(), clock);
    this.delivery =
        new OrderedDelivery(
            name,
            config,
            event -> caller.call(endpoint, event),
            deadLetters,
            progress,
            clock,
            problems);
    consumer.subscribe(List.of(topic), new Rebalance());
  }

  private static KafkaConsumer<String, String> consumer(KafkaConfig kafka, String group) {
    Properties properties = KafkaClients.properties(kafka);
    properties.put("group.id", group);
    properties.put("enable.auto.commit", "false");
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "none");
    properties.put("max.poll.records", "200");
    return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Tally tally() {
    return delivery.tally();
  }

  @Override
  public void run() {
    try (delivery;
        consumer) {
      while (!stopping && !isFinished()) {
        step();
      }
      commit();
    }
  }

  private void step() {
    if (delivery.waiting() >= MOST_WAITING) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    try {
      for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
        take(each);
      }
    } catch (OffsetOutOfRangeException e) {
      problems.accept(
          "events of "
              + e.partitions()
              + " were deleted before they were delivered: kafka.retention.events is shorter than"
              + " this process was away or the endpoint down. Going on with the oldest there are");
      consumer.seekToBeginning(e.partitions());
    }
    if (System.currentTimeMillis() - committedMillis >= COMMIT_EVERY_MILLIS) {
      commit();
    }
  }

  private void take(ConsumerRecord<String, String> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    if (toEndOnly && record.offset() >= ends.getOrDefault(partition, Long.MAX_VALUE)) {
      return;
    }
    Event event = Event.of(record);
    if (event == null || !config.belongs(event, endpoint) || !endpoint.wants(event)) {
      progress.skipped(partition, record.offset());
      return;
    }
    progress.pending(event);
    delivery.offer(event);
  }

  private void commit() {
    committedMillis = System.currentTimeMillis();
    Map<TopicPartition, OffsetAndMetadata> offsets = progress.committable();
    offsets.keySet().retainAll(assigned);
    try {
      consumer.commitSync(offsets);
    } catch (KafkaException e) {
      problems.accept("progress cannot be committed, trying again: " + e);
    }
  }

  private boolean isFinished() {
    if (!toEndOnly || assigned.isEmpty() || delivery.waiting() > 0) {
      return false;
    }
    return assigned.stream()
        .allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, Long.MAX_VALUE));
  }

  /** May be called from any thread; {@link #run} ends soon after. */
  @Override
  public void close() {
    stopping = true;
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assigned.addAll(partitions);
      if (toEndOnly) {
        consumer.endOffsets(partitions).forEach(ends::putIfAbsent);
      }
      Set<TopicPartition> all = allPartitions();
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(all);
      List<TopicPartition> unknown =
          partitions.stream().filter(each -> committed.get(each) == null).toList();
      // Seeking "none" would seek them all.
      if (unknown.isEmpty()) {
        return;
      }
      // A new endpoint is not sent what happened before it; a new partition is read from its start,
      // also where it is all that this process is given.
      boolean isNew = committed.values().stream().allMatch(Objects::isNull);
      if (isNew && !toEndOnly) {
        problems.accept(
            "nothing is known of deliveries to the endpoint of "
                + (endpoint.tenant().equals(Endpoint.OTHERS)
                    ? "all other tenants"
                    : "'" + endpoint.tenant() + "'")
                + ": a new endpoint, or one away for longer than the broker keeps offsets (7 days"
                + " by default). It is sent what happens from now on");
        beginAtTheEnd(all, unknown);
      } else {
        consumer.seekToBeginning(unknown);
      }
      unknown.forEach(each -> progress.skipped(each, consumer.position(each) - 1));
    }

    /** Of all partitions, or a process beside this one would take the rest for new ones. */
    private void beginAtTheEnd(Set<TopicPartition> all, List<TopicPartition> own) {
      Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
      consumer.endOffsets(all).forEach((each, end) -> begin.put(each, new OffsetAndMetadata(end)));
      consumer.commitSync(begin);
      begin.keySet().retainAll(own);
      begin.forEach(consumer::seek);
    }

    private Set<TopicPartition> allPartitions() {
      return consumer.partitionsFor(topic).stream()
          .map(each -> new TopicPartition(topic, each.partition()))
          .collect(Collectors.toSet());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit();
      onPartitionsLost(partitions);
    }

    /** What is under way is sent on, and sent again by the new owner, in the same order. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      assigned.removeAll(partitions);
      partitions.forEach(progress::forget);
    }
  }
}
