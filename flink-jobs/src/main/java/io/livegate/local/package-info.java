/**
 * The embedded mode: broker, Flink and job in one JVM. Nothing depends on it but the command line.
 */
@NullMarked
package io.livegate.local;

import org.jspecify.annotations.NullMarked;
