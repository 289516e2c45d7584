/** What is counted, as identities: received = the sum of all fates. */
@NullMarked
package io.livegate.job.metrics;

import org.jspecify.annotations.NullMarked;
