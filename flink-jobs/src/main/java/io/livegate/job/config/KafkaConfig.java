package io.livegate.job.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Kafka side.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param groupId consumer group of the frames; offsets are committed there for lag monitors only
 * @param transactionalIdPrefix unique per deployment on one cluster
 * @param partitions of each topic, when it is created here
 * @param replication of each topic, when it is created here
 * @param existingTopics what to do about topics that are there and do not delete what they must
 * @param properties handed to every client as they are (security settings)
 */
public record KafkaConfig(
    String bootstrapServers,
    String groupId,
    String transactionalIdPrefix,
    int partitions,
    int replication,
    Topics topics,
    Retention retention,
    PipelineConfig.ExistingTopics existingTopics,
    Map<String, String> properties)
    implements Serializable {
  public KafkaConfig {
    properties = new TreeMap<>(properties);
  }

  /** Values that are handed on may be secrets: their names stand here, they do not. */
  @Override
  public String toString() {
    return "Kafka[bootstrapServers="
        + bootstrapServers
        + ", groupId="
        + groupId
        + ", transactionalIdPrefix="
        + transactionalIdPrefix
        + ", topics="
        + topics
        + ", properties="
        + properties.keySet()
        + "]";
  }

  /** The same at another broker. */
  KafkaConfig at(String servers) {
    return new KafkaConfig(
        servers,
        groupId,
        transactionalIdPrefix,
        partitions,
        replication,
        topics,
        retention,
        existingTopics,
        properties);
  }

  /** The same with other names. */
  KafkaConfig named(String suffix) {
    return new KafkaConfig(
        bootstrapServers,
        groupId + suffix,
        transactionalIdPrefix + suffix,
        partitions,
        replication,
        new Topics(
            topics.frames + suffix,
            topics.signals + suffix,
            topics.events + suffix,
            topics.policies + suffix,
            topics.acks + suffix,
            topics.reviews + suffix),
        retention,
        existingTopics,
        properties);
  }

  /** Topic names. */
  public record Topics(
      String frames, String signals, String events, String policies, String acks, String reviews)
      implements Serializable {}

  /**
   * How long records stay.
   *
   * @param frames pictures: minutes
   * @param framesSegment a log segment is closed after this, so that it can be deleted
   */
  public record Retention(
      Duration frames, Duration framesSegment, Duration signals, Duration events)
      implements Serializable {}
}
