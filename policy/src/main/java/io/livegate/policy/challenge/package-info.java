/**
 * Challenges: short tasks that a person can do at once and a recording cannot, and how their answer
 * is told from the scores of the frames. Pure Java; what is remembered is plain fields.
 */
@NullMarked
package io.livegate.policy.challenge;

import org.jspecify.annotations.NullMarked;
