package io.livegate.job.config;

import io.livegate.signal.Lane;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * When the system counts as ready.
 *
 * @param port where {@code run} serves {@code /healthz} and {@code /readyz}; 0 = nowhere
 * @param checkpointAge the newest complete checkpoint may be so old
 * @param mayLack lanes that may lack their model
 */
public record HealthSettings(int port, Duration checkpointAge, List<Lane> mayLack)
    implements Serializable {
  public HealthSettings {
    mayLack = List.copyOf(mayLack);
  }
}
