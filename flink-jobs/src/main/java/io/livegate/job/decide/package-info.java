/**
 * Evidence over time, by the policy in force, to decisions. All state that must survive is here.
 */
@NullMarked
package io.livegate.job.decide;

import org.jspecify.annotations.NullMarked;
