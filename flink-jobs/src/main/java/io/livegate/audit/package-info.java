/**
 * The audit log: every event in files that only grow, each line bound to the one before it by its
 * hash, so that an edit, a deletion or a changed order is found.
 */
@NullMarked
package io.livegate.audit;

import org.jspecify.annotations.NullMarked;
