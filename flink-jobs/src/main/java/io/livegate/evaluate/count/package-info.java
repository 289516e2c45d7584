/** From judged sessions and the truth about them to the figures of the report. */
@NullMarked
package io.livegate.evaluate.count;

import org.jspecify.annotations.NullMarked;
