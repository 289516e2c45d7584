package io.livegate.cli;

import io.livegate.cli.session.JudgeRun;
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
   * @throws CliFailure if the two contradict each other
   */
  JudgeRun.Order order(Jobs jobs) {
    if (!together) {
      return new JudgeRun.Order.Apart(jobs.atATime());
    }
    Integer asked = jobs.asked();
    if (asked != null && asked != 1) {
      throw CliFailure.usage(
          "--together judges one session after the other, so --jobs " + asked + " cannot be kept.");
    }
    return new JudgeRun.Order.Together();
  }
}
