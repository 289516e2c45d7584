/** When the platform carried out what it was told to, as it says itself. */
@NullMarked
package io.livegate.job.ack;

import org.jspecify.annotations.NullMarked;
