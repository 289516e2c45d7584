/**
 * Pictures seen before: what a tenant's sessions showed is remembered as hashes, and a session that
 * shows the same movement again is found.
 */
@NullMarked
package io.livegate.job.recur;

import org.jspecify.annotations.NullMarked;
