/** The streaming job: only its wiring is here. */
@NullMarked
package io.livegate.job;

import org.jspecify.annotations.NullMarked;
