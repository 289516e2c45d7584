package io.livegate.job.io;

import io.livegate.frame.SessionKey;
import io.livegate.signal.Lane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event says beyond the decision itself.
 *
 * @param key whose session
 * @param call the pair it is one side of, if known
 * @param device pseudonymous device, if known
 * @param unavailable lanes that have no model in this deployment
 * @param nowMillis the clock, epoch milliseconds; null in media time, where an event must not
 *     depend on when it was computed
 */
public record EventContext(
    SessionKey key,
    @Nullable String call,
    @Nullable String device,
    List<Lane> unavailable,
    @Nullable Long nowMillis) {}
