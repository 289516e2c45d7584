/** Decides recorded signals again, under one policy or two, with the decider of the running job. */
@NullMarked
package io.livegate.replay;

import org.jspecify.annotations.NullMarked;
