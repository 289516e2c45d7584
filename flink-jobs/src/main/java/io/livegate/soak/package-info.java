/**
 * The soak: the embedded system in a process of its own under steady load for as long as asked, and
 * whether its memory grows.
 */
@NullMarked
package io.livegate.soak;

import org.jspecify.annotations.NullMarked;
