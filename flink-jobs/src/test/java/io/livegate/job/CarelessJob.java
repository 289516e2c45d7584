package io.livegate.job;

import io.livegate.job.metrics.DeliveryMetrics;
import io.livegate.job.metrics.FrameAccount;
import io.livegate.job.metrics.FrameMetrics;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Makes the mistakes that Livegate's own job does not: it loses sight of frames, saves nothing. */
final class CarelessJob extends RichMapFunction<Long, Long> {

  private static final long serialVersionUID = 1L;

  private CarelessJob() {}

  static JobGraph graph() {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    env.setParallelism(1);
    env.fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE), WatermarkStrategy.noWatermarks(), "count")
        .map(new CarelessJob())
        .sinkTo(new DiscardingSink<>());
    return env.getStreamGraph().getJobGraph();
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup group = getRuntimeContext().getMetricGroup();
    FrameAccount account = new FrameAccount();
    account.received(0, 1, false);
    account.received(0, 1, false);
    var unused = new FrameMetrics(group, account);
    var neverComplete = new DeliveryMetrics(group);
  }

  @Override
  public Long map(Long number) throws InterruptedException {
    Thread.sleep(100);
    return number;
  }
}
