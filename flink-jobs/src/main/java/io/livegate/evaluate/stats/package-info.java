/** Rates, intervals, curves: arithmetic on numbers, nothing else. */
@NullMarked
package io.livegate.evaluate.stats;

import org.jspecify.annotations.NullMarked;
