package io.livegate.cli;

import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.ReviewShift;
import io.livegate.policy.Durations;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate reviewers on}. */
@Command(
    name = "on",
    header = "People are on shift from now on, for so long.",
    description = {"", "Say it again to go on for longer. Without --tenant they look at all."},
    optionListHeading = "%nOptions:%n")
final class ReviewersOnCommand implements Runnable {

  private final Console console;

  @Option(
      names = "--for",
      required = true,
      paramLabel = "DURATION",
      description = "How long, e.g. 8h; 24h at most: a shift that is forgotten ends.")
  private String lasting = "";

  @Mixin private PolicyTarget target = new PolicyTarget();

  ReviewersOnCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Duration shift = Durations.parse(lasting);
    if (shift == null || shift.isZero() || shift.compareTo(ReviewShift.LONGEST) > 0) {
      throw CliFailure.usage(
          "--for '" + lasting + "': a shift lasts more than 0 and 24h at most, e.g. 8h or 90m.");
    }
    String value = new ReviewShift(System.currentTimeMillis() + shift.toMillis()).text();
    console.out().println(target.publish(target.key(PolicyKey.Kind.REVIEWERS), value));
  }
}
