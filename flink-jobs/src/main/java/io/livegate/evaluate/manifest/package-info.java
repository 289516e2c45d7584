/** What the files to evaluate on are known to show. */
@NullMarked
package io.livegate.evaluate.manifest;

import org.jspecify.annotations.NullMarked;
