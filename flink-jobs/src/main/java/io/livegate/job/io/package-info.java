/** Topics and what is written to them. */
@NullMarked
package io.livegate.job.io;

import org.jspecify.annotations.NullMarked;
