/** What may be said of a session in a log: never its name. */
@NullMarked
package io.livegate.job.log;

import org.jspecify.annotations.NullMarked;
