/**
 * The policy: rules a trust-and-safety lead writes in YAML, as values. {@link
 * io.livegate.policy.read} makes them, {@link io.livegate.policy.decide} applies them; nothing in
 * here knows about streams.
 */
@NullMarked
package io.livegate.policy;

import org.jspecify.annotations.NullMarked;
