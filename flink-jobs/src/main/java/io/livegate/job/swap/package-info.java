/** Which models answer for a lane, and how they are exchanged while the job runs. */
@NullMarked
package io.livegate.job.swap;

import org.jspecify.annotations.NullMarked;
