package io.livegate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.config.PipelineConfig;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** A savepoint finds its operators by these ids: they may be added to, and never changed. */
class OperatorIdsTest {

  @Test
  void everyOperatorHasAnIdOfItsOwn() {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    ModerationJob.build(
        env, PipelineConfig.defaults(), FakeJudge.factory(), PipelineFixture.POLICY, "test");

    Set<String> ids =
        env.getStreamGraph().getStreamNodes().stream()
            .map(node -> String.valueOf(idOf(node)))
            .collect(Collectors.toSet());

    assertThat(ids)
        .containsExactlyInAnyOrder(
            "receive-frames",
            "judge-frames",
            "receive-policies",
            "remember-frames",
            "decide-sessions",
            "receive-acks",
            "receive-reviews",
            "keep-standing",
            "watch-acks",
            "watch-decisions",
            "write-switches",
            "Sink Committer: write-switches",
            "write-signals-and-events",
            "Sink Committer: write-signals-and-events");
  }

  private static String idOf(StreamNode node) {
    String id = node.getTransformationUID();
    assertThat(id).as("the id of '%s'", node.getOperatorName()).isNotNull();
    return id;
  }
}
