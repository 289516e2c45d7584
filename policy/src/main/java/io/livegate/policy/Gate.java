package io.livegate.policy;

import java.time.Duration;

/**
 * The admission gate.
 *
 * @param timeout how long a session may stay undecided, counted from its start (or from the first
 *     frame after an outage of our own); half-way the person is coached once
 * @param onTimeout what happens then
 */
public record Gate(Duration timeout, OnTimeout onTimeout) {}
