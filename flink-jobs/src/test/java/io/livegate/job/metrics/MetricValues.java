package io.livegate.job.metrics;

import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group that remembers what is registered under which dotted name. */
public final class MetricValues extends UnregisteredMetricsGroup {

  private final TreeMap<String, Gauge<?>> gauges;
  private final String prefix;

  public MetricValues() {
    this(new TreeMap<>(), "");
  }

  private MetricValues(TreeMap<String, Gauge<?>> gauges, String prefix) {
    this.gauges = gauges;
    this.prefix = prefix;
  }

  /**
   * @param name {@code group.key.value.metric}
   * @throws AssertionError if nothing is registered under it
   */
  public double value(String name) {
    Gauge<?> gauge = gauges.get(name);
    if (gauge == null) {
      throw new AssertionError("no metric " + name + " among " + gauges.keySet());
    }
    return ((Number) gauge.getValue()).doubleValue();
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    gauges.put(prefix + name, gauge);
    return gauge;
  }

  @Override
  public Counter counter(String name) {
    Counter counter = super.counter(name);
    gauges.put(prefix + name, (Gauge<Long>) counter::getCount);
    return counter;
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new MetricValues(gauges, prefix + name + ".");
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return addGroup(key).addGroup(value);
  }
}
