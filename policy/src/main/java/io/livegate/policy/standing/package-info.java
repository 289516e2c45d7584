/**
 * What follows a decision: strikes, the device bans that they add up to, and how people take back
 * what was done. Pure Java; what is remembered are records.
 */
@NullMarked
package io.livegate.policy.standing;

import org.jspecify.annotations.NullMarked;
