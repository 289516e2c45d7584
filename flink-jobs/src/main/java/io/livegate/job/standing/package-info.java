/** Strikes, device bans and reviews on a running job; the rules are in the policy module. */
@NullMarked
package io.livegate.job.standing;

import org.jspecify.annotations.NullMarked;
