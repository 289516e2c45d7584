/** From a frame reference to a signals record: what is judged, when, by whom. */
@NullMarked
package io.livegate.job.judge;

import org.jspecify.annotations.NullMarked;
