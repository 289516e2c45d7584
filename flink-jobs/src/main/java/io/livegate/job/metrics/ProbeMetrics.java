package io.livegate.job.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the probe was answered, and when. One task of the job has it. Thread-safe. */
public final class ProbeMetrics {

  /** How a round ended. */
  public enum Answer {
    RIGHT,
    WRONG,
    /** Or none at all, or it could not even be asked. */
    LATE
  }

  private final LongSupplier clock;
  private final LatencyHistogram decision = new LatencyHistogram();
  private final LatencyHistogram delivered = new LatencyHistogram();
  private final Map<Answer, AtomicLong> rounds = new EnumMap<>(Answer.class);
  private volatile long rightMillis;

  /**
   * @param clock epoch milliseconds; the age of the newest right answer begins at zero now
   */
  public ProbeMetrics(MetricGroup parent, LongSupplier clock) {
    this.clock = clock;
    this.rightMillis = clock.getAsLong();
    MetricGroup group = parent.addGroup("livegate");
    for (Answer answer : Answer.values()) {
      AtomicLong count = new AtomicLong();
      rounds.put(answer, count);
      String name = answer.name().toLowerCase(Locale.ROOT);
      group.addGroup("answer", name).gauge("probes", (Gauge<Long>) count::get);
    }
    group.gauge("probeAgeSeconds", (Gauge<Double>) this::ageSeconds);
    decision.publish(group, "probeDecisionMillis");
    delivered.publish(group, "probeDeliveredMillis");
  }

  private double ageSeconds() {
    return Math.max(0, clock.getAsLong() - rightMillis) / 1000.0;
  }

  /** One of the probe's sessions was answered. */
  public void decided(long decisionMillis) {
    decision.add(decisionMillis);
  }

  /**
   * A round is over.
   *
   * @param millis from its first frame to the last of its answers, as a reader of committed events
   *     sees them
   */
  public void ended(Answer answer, long millis) {
    AtomicLong count = rounds.get(answer);
    if (count != null) {
      count.incrementAndGet();
    }
    if (answer == Answer.RIGHT) {
      delivered.add(millis);
      rightMillis = clock.getAsLong();
    }
  }
}
