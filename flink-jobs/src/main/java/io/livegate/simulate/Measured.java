package io.livegate.simulate;

/**
 * What so many sessions at once came to.
 *
 * @param sessions all of them past the gate
 * @param records decided, control records not counted
 * @param events that came of them: admissions, refusals, blurs, ...
 * @param seconds from the first record to the last decision, making the records included
 * @param tasks that decided, one core each
 * @param stateBytes of a full checkpoint of all sessions
 * @param checkpointMillis how long that checkpoint took, end to end
 */
public record Measured(
    long sessions,
    long records,
    long events,
    double seconds,
    int tasks,
    long stateBytes,
    long checkpointMillis) {

  public double bytesPerSession() {
    return (double) stateBytes / sessions;
  }

  public double recordsPerSecondAndCore() {
    return records / seconds / tasks;
  }
}
