/** The streaming job: its wiring and its one configuration. */
@NullMarked
package io.livegate.job;

import org.jspecify.annotations.NullMarked;
