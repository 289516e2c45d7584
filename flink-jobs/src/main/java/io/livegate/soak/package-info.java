/**
 * The embedded system in a process of its own under steady load: the soak, whether its memory grows
 * for as long as asked, and the drill that exchanges models meanwhile.
 */
@NullMarked
package io.livegate.soak;

import org.jspecify.annotations.NullMarked;
