package io.livegate.job.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How long it takes until decisions are on their way to readers. They are committed with the first
 * checkpoint after them, and readers see them some milliseconds later. Used by the task's thread,
 * read by metric reporters.
 */
public final class DeliveryMetrics {

  /** Decisions of one checkpoint that are timed; of more than that a part says enough. */
  private static final int MOST = 10_000;

  private final LatencyHistogram delivered = new LatencyHistogram();
  private final TreeMap<Long, List<Long>> waiting = new TreeMap<>();
  private List<Long> sinceSnapshot = new ArrayList<>();
  private volatile long completeMillis = System.currentTimeMillis();

  public DeliveryMetrics(MetricGroup parent) {
    MetricGroup group = parent.addGroup("livegate");
    delivered.publish(group, "deliveredMillis");
    group.gauge(
        "checkpointAgeSeconds",
        (Gauge<Double>) () -> Math.max(0, System.currentTimeMillis() - completeMillis) / 1000.0);
  }

  /**
   * A decision was handed to the sink.
   *
   * @param bornMillis when the frame it rests on was appended
   */
  public void decided(long bornMillis) {
    if (sinceSnapshot.size() < MOST) {
      sinceSnapshot.add(bornMillis);
    }
  }

  /** What was decided until now is part of this checkpoint. */
  public void snapshot(long checkpoint) {
    waiting.put(checkpoint, sinceSnapshot);
    sinceSnapshot = new ArrayList<>();
  }

  /** The checkpoint is complete, and all before it are settled with it. */
  public void complete(long checkpoint, long nowMillis) {
    completeMillis = nowMillis;
    var settled = waiting.headMap(checkpoint, true);
    settled.values().forEach(born -> born.forEach(millis -> delivered.add(nowMillis - millis)));
    settled.clear();
  }
}
