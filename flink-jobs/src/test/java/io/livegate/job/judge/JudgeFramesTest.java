package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.frame.SessionKey;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.receive.FrameBuffers;
import io.livegate.job.receive.FrameRef;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class JudgeFramesTest {

  private final AtomicInteger closed = new AtomicInteger();

  /** A job is restarted again and again while its broker is away. */
  @Test
  void aTaskThatCannotBeOpenedKeepsNoModels() throws Exception {
    int runtimes = JudgeRuntime.open();
    int buffers = FrameBuffers.open();
    PipelineConfig config =
        PipelineConfigParser.parse("kafka: {bootstrapServers: nowhere}", "test");
    JudgeFrames judge = new JudgeFrames(config, any -> new NoJudge(), "run");

    try (var task =
        new OneInputStreamOperatorTestHarness<FrameRef, Signals>(
            new AsyncWaitOperatorFactory<>(judge, 1_000, 10, AsyncDataStream.OutputMode.UNORDERED),
            TypeInformation.of(FrameRef.class).createSerializer(new SerializerConfigImpl()))) {
      assertThatThrownBy(task::open).isInstanceOf(KafkaException.class);
    }

    assertThat(closed).hasValue(1);
    assertThat(JudgeRuntime.open()).isEqualTo(runtimes);
    assertThat(FrameBuffers.open()).isEqualTo(buffers);
  }

  private final class NoJudge implements FrameJudge {
    @Override
    public Session openSession(SessionKey key) {
      throw new AssertionError("nothing is judged");
    }

    @Override
    public List<LaneNotice> unavailable() {
      return List.of();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
