/** The probe: sessions of our own that always run, so that silence is noticed. */
@NullMarked
package io.livegate.job.probe;

import org.jspecify.annotations.NullMarked;
