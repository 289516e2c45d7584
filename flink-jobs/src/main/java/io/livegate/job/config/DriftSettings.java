package io.livegate.job.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How scores are held against the references of model cards.
 *
 * @param window scores of this time are compared together; zero: none are
 * @param minimum a window with fewer says nothing
 * @param limit above this index it is said in the log
 */
public record DriftSettings(Duration window, int minimum, double limit) implements Serializable {}
