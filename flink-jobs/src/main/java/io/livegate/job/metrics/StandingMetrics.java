package io.livegate.job.metrics;

import io.livegate.policy.standing.Change;
import io.livegate.policy.standing.Review.Result;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Strikes, bans, and what people took back. */
public final class StandingMetrics {

  private final Map<Result, Counter> reviews = new EnumMap<>(Result.class);
  private final Counter rejected;
  private final Counter strikes;
  private final Counter bans;
  private final Counter unbans;
  private final Counter superseded;

  public StandingMetrics(MetricGroup parent) {
    MetricGroup group = parent.addGroup("livegate");
    for (Result result : Result.values()) {
      String name = result.name().toLowerCase(Locale.ROOT);
      reviews.put(result, group.addGroup("result", name).counter("reviews"));
    }
    this.rejected = group.addGroup("result", "rejected").counter("reviews");
    this.strikes = group.counter("strikes");
    this.bans = group.counter("bansByStrikesOrReviewers");
    this.unbans = group.counter("unbans");
    this.superseded = group.counter("actionsSuperseded");
  }

  public void strike() {
    strikes.inc();
  }

  /** A review breaks the contract. */
  public void rejected() {
    rejected.inc();
  }

  public void count(Change change) {
    if (change instanceof Change.Recorded recorded) {
      Counter counter = reviews.get(recorded.result());
      if (counter != null) {
        counter.inc();
      }
    } else if (change instanceof Change.Banned banned) {
      bans.inc(banned.observed() ? 0 : 1);
    } else if (change instanceof Change.Unbanned) {
      unbans.inc();
    } else {
      superseded.inc();
    }
  }
}
