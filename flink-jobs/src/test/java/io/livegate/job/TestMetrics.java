package io.livegate.job;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** The gauges of the jobs running in this JVM. Flink makes the reporter, so they are static. */
public final class TestMetrics implements MetricReporterFactory, MetricReporter {

  private static final Map<Metric, String> GAUGES = new ConcurrentHashMap<>();

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new TestMetrics();
  }

  /** The sum over all tasks of the gauges whose full name ends like this. */
  static long sum(String name) {
    return GAUGES.entrySet().stream()
        .filter(e -> e.getValue().endsWith(name))
        .mapToLong(e -> ((Number) ((Gauge<?>) e.getKey()).getValue()).longValue())
        .sum();
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Gauge) {
      GAUGES.put(metric, group.getMetricIdentifier(name));
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    GAUGES.remove(metric);
  }
}
