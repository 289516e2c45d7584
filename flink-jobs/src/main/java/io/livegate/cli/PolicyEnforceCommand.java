package io.livegate.cli;

import io.livegate.job.decide.ModeSwitch;
import io.livegate.job.decide.PolicyKey;
import io.livegate.policy.Mode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate policy enforce}. */
@Command(
    name = "enforce",
    header = "Take the kill switch back and reset the breaker.",
    description = {
      "",
      "A policy that says observe itself goes on observing. A switch or breaker of all tenants is"
          + " taken back without --tenant, one of a tenant with it."
    },
    optionListHeading = "%nOptions:%n")
final class PolicyEnforceCommand implements Runnable {

  private final Console console;

  @Option(
      names = "--hold-breaker",
      paramLabel = "REASON",
      description = "And let the breaker not trip again until the next ./livegate policy enforce.")
  private @Nullable String hold;

  @Mixin private PolicyTarget target = new PolicyTarget();

  PolicyEnforceCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (hold != null && hold.isBlank()) {
      throw CliFailure.usage("--hold-breaker must say why, in a sentence.");
    }
    console.out().println(target.publish(target.key(PolicyKey.Kind.OBSERVE), null));
    String value = hold == null ? null : new ModeSwitch(Mode.ENFORCE, hold).text();
    console.out().println(target.publish(target.key(PolicyKey.Kind.BREAKER), value));
  }
}
