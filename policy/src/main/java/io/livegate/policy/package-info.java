/**
 * The policy: rules a trust-and-safety lead writes in YAML, read and checked as a whole. Nothing in
 * here knows about streams; {@link io.livegate.policy.decide} applies it.
 */
@NullMarked
package io.livegate.policy;

import org.jspecify.annotations.NullMarked;
