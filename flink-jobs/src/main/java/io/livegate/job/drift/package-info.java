/** Whether models still see what they were measured on. */
@NullMarked
package io.livegate.job.drift;

import org.jspecify.annotations.NullMarked;
