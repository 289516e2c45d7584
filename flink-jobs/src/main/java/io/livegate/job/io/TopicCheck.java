package io.livegate.job.io;

import io.livegate.job.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is wrong with topics that somebody else created, or an earlier configuration. A frames topic
 * that does not delete keeps pictures of people, whatever else is done right.
 */
final class TopicCheck {

  /** Kafka's own default: deleted segments lie on the disk for so long. */
  private static final Duration LONGEST_DELETE_DELAY = Duration.ofMinutes(1);

  private final KafkaConfig kafka;
  private final Map<String, Existing> there;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Map<String, String>> mends = new LinkedHashMap<>();

  /**
   * A topic as it is.
   *
   * @param settings those in force, defaults of the broker included
   */
  record Existing(int partitions, Map<String, String> settings) {
    String setting(String name) {
      return settings.getOrDefault(name, "");
    }
  }

  private TopicCheck(KafkaConfig kafka, Map<String, Existing> there) {
    this.kafka = kafka;
    this.there = there;
  }

  /**
   * @param there by name
   * @return empty when all is well, else every problem with setting, value and what it must be, and
   *     the commands that mend them
   */
  static String problems(KafkaConfig kafka, Map<String, Existing> there) {
    return new TopicCheck(kafka, there).look();
  }

  private String look() {
    KafkaConfig.Topics names = kafka.topics();
    KafkaConfig.Retention keep = kafka.retention();
    atMost(names.frames(), "retention.ms", keep.frames(), "kafka.retention.frames");
    mustBe(names.frames(), "cleanup.policy", "delete", "else frames are kept");
    atMost(names.frames(), "segment.ms", keep.framesSegment(), "kafka.retention.framesSegment");
    atMost(names.frames(), "file.delete.delay.ms", LONGEST_DELETE_DELAY, "Kafka's default");
    mustBe(
        names.frames(),
        "message.timestamp.type",
        "LogAppendTime",
        "else a frame is kept for as long as its sender's clock is ahead");
    atMost(names.signals(), "retention.ms", keep.signals(), "kafka.retention.signals");
    mustBe(names.signals(), "cleanup.policy", "delete", "else signals are kept");
    atMost(names.events(), "retention.ms", keep.events(), "kafka.retention.events");
    mustBe(names.events(), "cleanup.policy", "delete", "else events are kept");
    mustBe(names.policies(), "cleanup.policy", "compact", "else policies are lost");
    Existing policies = there.get(names.policies());
    if (policies != null && policies.partitions() != 1) {
      problems.add(
          names.policies()
              + ": "
              + policies.partitions()
              + " partitions, must be 1: else policies come in no order. Delete the topic and publish"
              + " them again");
    }
    return problems.isEmpty() ? "" : text();
  }

  private void atMost(String topic, String setting, Duration most, String reason) {
    Existing existing = there.get(topic);
    if (existing == null) {
      return;
    }
    String value = existing.setting(setting);
    // -1 is for ever.
    long millis = value.matches("\\d{1,18}") ? Long.parseLong(value) : Long.MAX_VALUE;
    if (millis > most.toMillis()) {
      String limit = Long.toString(most.toMillis());
      problem(topic, setting, value, "must be " + limit + " at most (" + reason + ")", limit);
    }
  }

  private void mustBe(String topic, String setting, String wanted, String reason) {
    Existing existing = there.get(topic);
    if (existing != null && !existing.setting(setting).equals(wanted)) {
      String must = "must be " + wanted + ": " + reason;
      problem(topic, setting, existing.setting(setting), must, wanted);
    }
  }

  private void problem(String topic, String setting, String value, String must, String mend) {
    problems.add(topic + ": " + setting + " = " + value + ", " + must);
    mends.computeIfAbsent(topic, t -> new LinkedHashMap<>()).put(setting, mend);
  }

  private String text() {
    StringBuilder text = new StringBuilder("topics that exist do not keep what Livegate promises:");
    problems.forEach(problem -> text.append("\n  ").append(problem));
    if (!mends.isEmpty()) {
      text.append("\nThis mends them:");
    }
    mends.forEach(
        (topic, settings) ->
            text.append("\n  kafka-configs.sh --bootstrap-server ")
                .append(kafka.bootstrapServers())
                .append(" --alter --entity-type topics --entity-name ")
                .append(topic)
                .append(" --add-config ")
                .append(
                    settings.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(","))));
    return text.toString();
  }
}
