/**
 * The embedded mode: broker, Flink and job in one JVM. Only what starts a system depends on it: the
 * command line, the cluster form, bench, soak and simulation.
 */
@NullMarked
package io.livegate.local;

import org.jspecify.annotations.NullMarked;
