package io.livegate.policy;

import io.livegate.signal.Lane;
import org.jspecify.annotations.Nullable;

/**
 * A score that rules may use.
 *
 * @param name {@code lane.score}
 * @param lane the lane it comes from; null for what is measured on every frame
 * @param max the largest value it takes; the smallest is 0 for all; infinite where open-ended
 * @param unit of the value, in words
 * @param family of the model that accuses when it gives this score; null for what accuses nobody
 *     (presence of a face, light) or needs no model
 * @param absence whether a hit may stand for something missing or standing still, so that an outage
 *     of our own could look like it
 * @param meaning one line for the policy's author
 */
public record KnownSignal(
    String name,
    @Nullable Lane lane,
    double max,
    String unit,
    @Nullable String family,
    boolean absence,
    String meaning) {}
