/** What arrives: frames as they are named, addressed and carried, before anything is judged. */
@NullMarked
package io.livegate.frame;

import org.jspecify.annotations.NullMarked;
