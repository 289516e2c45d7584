/** Events in the forms that other moderation software takes. */
@NullMarked
package io.livegate.export;

import org.jspecify.annotations.NullMarked;
