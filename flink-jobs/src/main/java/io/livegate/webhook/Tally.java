package io.livegate.webhook;

/**
 * What became of the events of one endpoint since the process started.
 *
 * @param delivered taken by the platform
 * @param failedCalls calls that were not taken, each tried again or given up
 * @param givenUp written to the dead letters
 * @param waiting read and not settled yet
 */
public record Tally(long delivered, long failedCalls, long givenUp, int waiting) {

  @Override
  public String toString() {
    return delivered
        + " delivered, "
        + failedCalls
        + " calls failed, "
        + givenUp
        + " given up, "
        + waiting
        + " waiting";
  }
}
