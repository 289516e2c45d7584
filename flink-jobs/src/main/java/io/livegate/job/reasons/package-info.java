/**
 * Statements of reasons: what a person is told about an action against them, and the same for
 * machines, in the fields of the EU's DSA Transparency Database.
 */
@NullMarked
package io.livegate.job.reasons;

import org.jspecify.annotations.NullMarked;
