/**
 * Events over HTTPS, for platforms that do not read Kafka: signed after Standard Webhooks, each at
 * least once, those of one session in their order. A process of its own beside the job, which knows
 * nothing of it.
 */
@NullMarked
package io.livegate.webhook;

import org.jspecify.annotations.NullMarked;
