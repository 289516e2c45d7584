/** What drills have in common: pictures to send, and the account of frames as the job tells it. */
@NullMarked
package io.livegate.drill;

import org.jspecify.annotations.NullMarked;
