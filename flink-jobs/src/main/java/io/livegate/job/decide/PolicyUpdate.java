package io.livegate.job.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code livegate.policies}, already checked.
 *
 * @param origin topic, partition and offset
 * @param yaml the policy; null takes the override back, so that the shipped policy is in force
 * @param problems why it cannot be used; empty if it can
 */
public record PolicyUpdate(String origin, @Nullable String yaml, List<String> problems) {}
