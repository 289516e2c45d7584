/** Synthetic-face evidence: weak by nature, and named so. */
@NullMarked
package io.livegate.deepfake;

import org.jspecify.annotations.NullMarked;
