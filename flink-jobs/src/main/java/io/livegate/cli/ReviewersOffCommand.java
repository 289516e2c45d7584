package io.livegate.cli;

import io.livegate.job.decide.PolicyKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code livegate reviewers off}. */
@Command(
    name = "off",
    header = "Nobody is on shift any more.",
    description = {
      "",
      "What was said of all tenants is taken back without --tenant, of one with it: one's people"
          + " gone, those of all tenants still look at its sessions."
    },
    optionListHeading = "%nOptions:%n")
final class ReviewersOffCommand implements Runnable {

  private final Console console;

  @Mixin private PolicyTarget target = new PolicyTarget();

  ReviewersOffCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().println(target.publish(target.key(PolicyKey.Kind.REVIEWERS), null));
  }
}
