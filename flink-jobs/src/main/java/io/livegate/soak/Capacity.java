package io.livegate.soak;

import java.io.IOException;
import java.util.function.Consumer;

/** How many frames a second this machine judges when it is given more than it can. */
final class Capacity {

  private static final int STEPS = 12;
  private static final double GROWTH = 1.6;
  private static final long STEP_MILLIS = 15_000;
  private static final long MEASURE_MILLIS = 45_000;

  /** Of the frames worth judging so many are dropped for want of time: it is at its limit. */
  private static final double SATURATED = 0.3;

  private Capacity() {}

  /**
   * Lets more and more sessions in until it is at its limit, and measures there.
   *
   * @return frames judged a second
   * @throws IllegalStateException if no number of sessions brings it there
   */
  static double measure(Load load, Consumer<String> notes)
      throws IOException, InterruptedException {
    int sessions = 8 * Runtime.getRuntime().availableProcessors();
    for (int step = 0; step < STEPS; step++) {
      load.resize(sessions);
      Thread.sleep(STEP_MILLIS / 2);
      Load.Reading before = load.read();
      Thread.sleep(STEP_MILLIS);
      Load.Reading now = load.read();
      double judged = now.judgedPerSecondSince(before);
      double shed = now.shedPerSecondSince(before);
      notes.accept(
          String.format(
              "%d sessions: %.1f frames judged, %.1f shed a second", sessions, judged, shed));
      if (shed > SATURATED * (judged + shed)) {
        Thread.sleep(MEASURE_MILLIS);
        return load.read().judgedPerSecondSince(now);
      }
      sessions = (int) Math.ceil(sessions * GROWTH);
    }
    throw new IllegalStateException(
        "with " + load.size() + " sessions the job still drops nothing: give --capacity");
  }
}
