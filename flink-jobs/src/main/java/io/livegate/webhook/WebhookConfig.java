package io.livegate.webhook;

import io.livegate.job.probe.Probe;
import java.time.Duration;
import java.util.List;

/**
 * What {@code config/webhooks.yaml} says; {@link WebhookConfigParser} reads it.
 *
 * @param endpoints at least one, no two of one tenant
 * @param timeout for one call, from connecting to the end of the answer
 * @param sessionsAtOnce calls to one endpoint at a time, each of another session
 * @param firstWait after the first call that failed; doubled with every further one
 * @param longestWait between two calls
 * @param giveUpAfter time since the first call after which an event goes to the dead letters
 * @param deadLetters topic of the events that were given up
 */
public record WebhookConfig(
    List<Endpoint> endpoints,
    Duration timeout,
    int sessionsAtOnce,
    Duration firstWait,
    Duration longestWait,
    Duration giveUpAfter,
    String deadLetters) {

  public WebhookConfig {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * Whether an event belongs to this endpoint: its tenant's own, else the one for all others. The
   * probe's is nobody's.
   */
  boolean belongs(Event event, Endpoint endpoint) {
    if (event.tenant().equals(Probe.TENANT)) {
      return false;
    }
    return endpoint.tenant().equals(Endpoint.OTHERS)
        ? endpoints.stream().noneMatch(each -> each.tenant().equals(event.tenant()))
        : endpoint.tenant().equals(event.tenant());
  }
}
