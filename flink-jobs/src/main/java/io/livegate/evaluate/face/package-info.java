/** How many annotated faces the pipeline's face finder finds. */
@NullMarked
package io.livegate.evaluate.face;

import org.jspecify.annotations.NullMarked;
