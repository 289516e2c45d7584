/** Calls of minutes in which something goes wrong: what a plan of judging misses, and its cost. */
@NullMarked
package io.livegate.bench.calls;

import org.jspecify.annotations.NullMarked;
