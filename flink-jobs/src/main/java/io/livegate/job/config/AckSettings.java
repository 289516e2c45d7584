package io.livegate.job.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is expected of the platform.
 *
 * @param timeout an action not acknowledged by then counts as never carried out; zero: none is
 *     expected, and acknowledgements are not looked at
 */
public record AckSettings(Duration timeout) implements Serializable {

  public boolean isOn() {
    return !timeout.isZero();
  }
}
