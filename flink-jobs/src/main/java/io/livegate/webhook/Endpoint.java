package io.livegate.webhook;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.util.List;

/**
 * Where the events of a tenant go.
 *
 * @param tenant whose; {@value #OTHERS} for all tenants without an endpoint of their own
 * @param url https, or http to this machine
 * @param signers one for each secret in use: two while a secret is replaced by another
 * @param types beginnings of the event types that are sent
 * @param observed whether events in mode {@code observe} are sent too
 */
record Endpoint(
    String tenant, URI url, List<Webhook> signers, List<String> types, boolean observed) {

  static final String OTHERS = "*";

  Endpoint {
    signers = List.copyOf(signers);
    types = List.copyOf(types);
  }

  /** Whether an event of a tenant that is its own is to be sent. */
  boolean wants(Event event) {
    return types.stream().anyMatch(event.type()::startsWith) && (observed || !event.observed());
  }
}
