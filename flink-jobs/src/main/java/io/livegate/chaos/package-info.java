/**
 * The drill that kills the system's processes under load and then compares what it did with what
 * its own committed signals say it should have done.
 */
@NullMarked
package io.livegate.chaos;

import org.jspecify.annotations.NullMarked;
