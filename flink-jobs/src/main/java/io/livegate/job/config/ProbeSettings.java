package io.livegate.job.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often the probe asks.
 *
 * @param interval from the beginning of one round to that of the next; zero: no probe
 * @param patience a round that has not both answers by then is given up as late
 */
public record ProbeSettings(Duration interval, Duration patience) implements Serializable {

  /** No probe. */
  public static final ProbeSettings OFF = new ProbeSettings(Duration.ZERO, Duration.ofSeconds(30));

  public boolean isOn() {
    return !interval.isZero();
  }
}
