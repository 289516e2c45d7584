package io.livegate.job.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.TopicCheck.Existing;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicCheckTest {

  private static final KafkaConfig KAFKA = PipelineConfig.defaults().kafka();

  private final Map<String, String> frames =
      new HashMap<>(
          Map.of(
              "cleanup.policy", "delete",
              "retention.ms", "300000",
              "segment.ms", "60000",
              "file.delete.delay.ms", "60000",
              "message.timestamp.type", "LogAppendTime"));

  @Test
  void topicsThatAreNotThereYetAndThoseThatDeleteSoonerAreFine() {
    assertThat(TopicCheck.problems(KAFKA, Map.of())).isEmpty();
    assertThat(problems()).isEmpty();
    frames.put("retention.ms", "1000");
    assertThat(problems()).isEmpty();
  }

  @Test
  void framesThatAreNeverDeletedAreAProblem() {
    frames.put("retention.ms", "-1");
    assertThat(problems()).contains("livegate.frames: retention.ms = -1, must be 300000 at most");
    frames.put("cleanup.policy", "delete,compact");
    assertThat(problems())
        .contains("cleanup.policy = delete,compact, must be delete")
        .contains("--add-config retention.ms=300000,cleanup.policy=delete");
  }

  @Test
  void policiesHaveOnePartitionAndAreCompacted() {
    assertThat(policies(1, "compact")).isEmpty();
    assertThat(policies(1, "delete")).contains("livegate.policies: cleanup.policy = delete");
    assertThat(policies(4, "compact"))
        .contains("livegate.policies: 4 partitions, must be 1")
        .doesNotContain("kafka-configs.sh");
  }

  @Test
  void signalsAndEventsAreNotKeptForLongerThanWasSaid() {
    Map<String, String> forEver = Map.of("cleanup.policy", "delete", "retention.ms", "-1");
    assertThat(TopicCheck.problems(KAFKA, Map.of("livegate.signals", new Existing(4, forEver))))
        .contains("livegate.signals: retention.ms = -1, must be 604800000 at most");
    assertThat(TopicCheck.problems(KAFKA, Map.of("livegate.events", new Existing(4, forEver))))
        .contains("(kafka.retention.events)");
  }

  private String problems() {
    return TopicCheck.problems(KAFKA, Map.of("livegate.frames", new Existing(4, frames)));
  }

  private static String policies(int partitions, String cleanup) {
    Map<String, String> settings = Map.of("cleanup.policy", cleanup);
    return TopicCheck.problems(
        KAFKA, Map.of("livegate.policies", new Existing(partitions, settings)));
  }
}
