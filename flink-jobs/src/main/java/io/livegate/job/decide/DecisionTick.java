package io.livegate.job.decide;

import io.livegate.policy.breaker.CountedOutcome;

/**
 * A decision as the breaker counts it.
 *
 * @param scope the tenant; empty for all tenants together
 * @param enforced whether it is carried out
 */
public record DecisionTick(String scope, CountedOutcome outcome, boolean enforced) {}
