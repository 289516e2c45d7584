package io.livegate.job.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How sessions are named in logs.
 *
 * @param pseudonymKey a reference to the secret, such as <code>${env:NAME}</code>; null: each
 *     process makes one up
 */
public record LogSettings(@Nullable String pseudonymKey) implements Serializable {}
