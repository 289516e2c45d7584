package io.livegate.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one endpoint since the process started.
 *
 * @param delivered taken by the platform
 * @param failedCalls calls that were not taken, each tried again or given up
 * @param lastFailure why the newest of them was not taken; null where there was none
 * @param givenUp written to the dead letters
 * @param waiting read and not settled yet
 */
public record Tally(
    long delivered, long failedCalls, @Nullable String lastFailure, long givenUp, int waiting) {

  @Override
  public String toString() {
    return delivered
        + " delivered, "
        + failedCalls
        + " calls failed"
        + (lastFailure == null ? "" : " (the newest: " + lastFailure + ")")
        + ", "
        + givenUp
        + " given up, "
        + waiting
        + " waiting";
  }
}
