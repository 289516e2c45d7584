package io.livegate.job.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code livegate.policies}, already checked.
 *
 * @param key as {@link PolicyKey#text} writes it; of a record with a bad key: that key
 * @param offset in the topic's one partition: the later record of a key is in force
 * @param origin topic, partition and offset
 * @param by {@code breaker} where it says so of itself, else {@code operator}
 * @param text the policy, switch or settings; null takes it back
 * @param problems why it cannot be used; empty if it can
 */
public record PolicyUpdate(
    String key,
    long offset,
    String origin,
    String by,
    @Nullable String text,
    List<String> problems) {}
