/**
 * Reads a policy: its YAML against the schema, layers laid over one another, the guard rails that
 * no policy may leave, and what is worth a second look in one that is allowed.
 */
@NullMarked
package io.livegate.policy.read;

import org.jspecify.annotations.NullMarked;
