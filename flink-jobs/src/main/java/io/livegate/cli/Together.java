package io.livegate.cli;

import io.livegate.cli.session.JudgeRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether files are judged as strangers or as sessions of one platform. */
final class Together {

  @Option(
      names = "--together",
      description = {
        "One after the other in the order given, as sessions of one tenant: a recording that"
            + " another file showed before is found (docs/recurrence.md)."
      })
  private boolean together;

  boolean chosen() {
    return together;
  }

  /**
   * @param jobs as given, null for the default
   * @throws CliFailure if the two contradict each other
   */
  JudgeRun.Order order(@Nullable Integer jobs) {
    if (!together) {
      return new JudgeRun.Order.Apart(Jobs.atATime(jobs));
    }
    if (jobs != null && jobs != 1) {
      throw CliFailure.usage(
          "--together judges one session after the other, so --jobs " + jobs + " cannot be kept.");
    }
    return new JudgeRun.Order.Together();
  }
}
