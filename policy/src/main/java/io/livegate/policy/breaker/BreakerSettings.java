package io.livegate.policy.breaker;

import java.io.Serializable;
import java.time.Duration;

/**
 * When the breaker trips and when it recovers.
 *
 * @param enabled whether it watches at all
 * @param window decisions of this time are compared with those before
 * @param minimum refusals, or sessions ended, in the window: with fewer it never trips, and with
 *     fewer decisions it never recovers
 * @param factor how many times the usual share is far too much; it recovers under half of that
 * @param calm how long it must have been usual again; zero = only a person takes it back
 */
public record BreakerSettings(
    boolean enabled, Duration window, int minimum, double factor, Duration calm)
    implements Serializable {}
