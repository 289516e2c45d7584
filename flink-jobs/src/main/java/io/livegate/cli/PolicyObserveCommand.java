package io.livegate.cli;

import io.livegate.job.decide.ModeSwitch;
import io.livegate.job.decide.PolicyKey;
import io.livegate.policy.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate policy observe}. */
@Command(
    name = "observe",
    header = "The kill switch: let nothing be carried out.",
    description = {
      "",
      "Decisions go on being made and written, with mode observe, until ./livegate policy enforce."
    },
    optionListHeading = "%nOptions:%n")
final class PolicyObserveCommand implements Runnable {

  private final Console console;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; stands in the event.")
  private String reason = "";

  @Mixin private PolicyTarget target = new PolicyTarget();

  PolicyObserveCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (reason.isBlank()) {
      throw CliFailure.usage("--reason must say why, in a sentence.");
    }
    String value = new ModeSwitch(Mode.OBSERVE, reason).text();
    console.out().println(target.publish(target.key(PolicyKey.Kind.OBSERVE), value));
  }
}
