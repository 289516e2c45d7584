package io.livegate.job.io;

import static java.util.Objects.requireNonNull;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfig.ExistingTopics;
import io.livegate.job.io.TopicCheck.Existing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics and the settings without which they would not keep what they promise. */
public final class Topics {

  private static final long RECORD_ROOM = 64 << 10;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

  private Topics() {}

  /**
   * Creates the topics that are not there; leaves those that are as they are, and looks whether
   * that will do.
   *
   * @throws IllegalStateException if the broker does not answer within 10 s or refuses, naming it;
   *     if topics that are there do not delete what they must, unless the configuration takes them
   *     as they are
   */
  public static void create(PipelineConfig config) {
    KafkaConfig kafka = config.kafka();
    KafkaClients.requireSecrets(kafka);
    Properties properties = KafkaClients.properties(kafka);
    properties.putIfAbsent(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    properties.putIfAbsent(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
    try (Admin admin = Admin.create(properties)) {
      Set<String> there =
          admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      List<NewTopic> missing = new ArrayList<>(wanted(config));
      missing.removeIf(topic -> there.contains(topic.name()));
      look(
          admin,
          kafka,
          wanted(config).stream().map(NewTopic::name).filter(there::contains).toList());
      create(admin, missing);
    } catch (TimeoutException e) {
      throw unreachable(kafka, "no answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw unreachable(kafka, said(e), e);
    } catch (KafkaException e) {
      throw unreachable(kafka, said(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  /**
   * Deletes all of a deployment's topics, those that are there.
   *
   * @throws IllegalStateException if the broker does not answer within 10 s or refuses, naming it
   */
  public static void delete(PipelineConfig config) {
    KafkaConfig kafka = config.kafka();
    try (Admin admin = Admin.create(KafkaClients.properties(kafka))) {
      List<String> ours = new ArrayList<>(wanted(config).stream().map(NewTopic::name).toList());
      ours.retainAll(admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
      admin.deleteTopics(ours).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unreachable(kafka, "no answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw unreachable(kafka, said(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while deleting topics", e);
    }
  }

  /** Before anything is created: who is refused finds everything as it was. */
  private static void look(Admin admin, KafkaConfig kafka, List<String> names)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (names.isEmpty()) {
      return;
    }
    var descriptions =
        admin.describeTopics(names).allTopicNames().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    var configs =
        admin
            .describeConfigs(
                names.stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList())
            .all()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<String, Existing> there = new HashMap<>();
    configs.forEach(
        (resource, config) -> {
          Map<String, String> settings = new HashMap<>();
          config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
          int partitions = requireNonNull(descriptions.get(resource.name())).partitions().size();
          there.put(resource.name(), new Existing(partitions, settings));
        });
    String problems = TopicCheck.problems(kafka, there);
    if (problems.isEmpty()) {
      return;
    }
    if (kafka.existingTopics() == ExistingTopics.REFUSE) {
      throw new IllegalStateException(
          problems + "\nOr take them as they are, with kafka.existingTopics: accept");
    }
    LOG.warn("{}", problems);
  }

  private static void create(Admin admin, List<NewTopic> missing)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.createTopics(missing).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      // Somebody else created it in between.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** In Kafka's words, without the name of its exception. */
  private static String said(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message.replaceFirst("[.]$", "");
  }

  private static IllegalStateException unreachable(KafkaConfig kafka, String why, Exception cause) {
    return new IllegalStateException(
        "Kafka at kafka.bootstrapServers = "
            + kafka.bootstrapServers()
            + " cannot be used: "
            + why
            + ". Is the broker running, and is the address right?",
        cause);
  }

  private static List<NewTopic> wanted(PipelineConfig config) {
    KafkaConfig kafka = config.kafka();
    KafkaConfig.Topics names = kafka.topics();
    KafkaConfig.Retention keep = kafka.retention();
    return List.of(
        topic(
            kafka,
            names.frames(),
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", millis(keep.frames()),
                // Only closed segments are ever deleted, whatever the retention says.
                "segment.ms", millis(keep.framesSegment()),
                "file.delete.delay.ms", "100",
                // Deadlines count from the broker's clock, not from the sender's.
                "message.timestamp.type", "LogAppendTime",
                "max.message.bytes", Long.toString(mostBytes(config)),
                "compression.type", "uncompressed")),
        topic(
            kafka,
            names.signals(),
            Map.of("cleanup.policy", "delete", "retention.ms", millis(keep.signals()))),
        topic(
            kafka,
            names.events(),
            Map.of("cleanup.policy", "delete", "retention.ms", millis(keep.events()))),
        topic(
            kafka,
            names.acks(),
            // As long as the actions they speak of.
            Map.of("cleanup.policy", "delete", "retention.ms", millis(keep.events()))),
        topic(
            kafka,
            names.reviews(),
            Map.of("cleanup.policy", "delete", "retention.ms", millis(keep.events()))),
        new NewTopic(names.policies(), 1, (short) kafka.replication())
            .configs(Map.of("cleanup.policy", "compact")));
  }

  /** Of a record of frames, headers and the batch's own fields included. */
  public static long mostBytes(PipelineConfig config) {
    return config.decode().maxBytes() + RECORD_ROOM;
  }

  private static NewTopic topic(KafkaConfig kafka, String name, Map<String, String> settings) {
    return new NewTopic(name, kafka.partitions(), (short) kafka.replication()).configs(settings);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
