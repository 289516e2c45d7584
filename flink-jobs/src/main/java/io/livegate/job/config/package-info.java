/** The job's one configuration, {@code config/pipeline.yaml}: its values and how they are read. */
@NullMarked
package io.livegate.job.config;

import org.jspecify.annotations.NullMarked;
