/**
 * What is remembered of one session: small, plain fields only, so that Flink keeps it without Kryo.
 */
@NullMarked
package io.livegate.policy.evidence;

import org.jspecify.annotations.NullMarked;
