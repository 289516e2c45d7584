package io.livegate.job.config;

import io.livegate.signal.Lane;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The section {@code operations}: what operators look at. It changes no decision. */
public record OperationsConfig(
    ProbeSettings probe,
    HealthSettings health,
    AckSettings acks,
    LogSettings logs,
    DriftSettings drift)
    implements Serializable {

  private static final Duration NONE = Duration.ZERO;

  static OperationsConfig read(ConfigSection s) {
    OperationsConfig operations =
        new OperationsConfig(
            probe(s.section("probe")),
            health(s.section("health")),
            acks(s.section("acks")),
            logs(s.section("logs")),
            drift(s.section("drift")));
    s.finish();
    return operations;
  }

  private static ProbeSettings probe(ConfigSection s) {
    ProbeSettings probe =
        new ProbeSettings(
            s.duration("interval", Duration.ofSeconds(10), NONE, Duration.ofHours(1)),
            s.duration(
                "patience", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(1)));
    s.finish();
    return probe;
  }

  private static HealthSettings health(ConfigSection s) {
    int port = s.integer("port", 0, 0, 65_535);
    Duration age =
        s.duration(
            "checkpointAge", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1));
    List<Lane> mayLack = new ArrayList<>();
    for (String id : s.texts("mayLack", List.of())) {
      Optional<Lane> lane = Stream.of(Lane.values()).filter(l -> l.id().equals(id)).findFirst();
      lane.ifPresentOrElse(
          mayLack::add,
          () -> s.problem("operations.health.mayLack: there is no lane '" + id + "'"));
    }
    s.finish();
    return new HealthSettings(port, age, mayLack);
  }

  private static AckSettings acks(ConfigSection s) {
    AckSettings acks = new AckSettings(s.duration("timeout", NONE, NONE, Duration.ofHours(1)));
    s.finish();
    return acks;
  }

  private static LogSettings logs(ConfigSection s) {
    LogSettings logs = new LogSettings(s.optionalText("pseudonymKey"));
    s.finish();
    return logs;
  }

  private static DriftSettings drift(ConfigSection s) {
    DriftSettings drift =
        new DriftSettings(
            s.duration("window", Duration.ofHours(1), NONE, Duration.ofDays(7)),
            s.integer("minimum", 1_000, 10, 1_000_000),
            s.number("limit", 0.25, 0.01, 100));
    s.finish();
    return drift;
  }

  /** The same without a probe. */
  public OperationsConfig withoutProbe() {
    return new OperationsConfig(ProbeSettings.OFF, health, acks, logs, drift);
  }
}
