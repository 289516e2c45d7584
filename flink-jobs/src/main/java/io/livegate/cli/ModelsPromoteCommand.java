package io.livegate.cli;

import io.livegate.job.swap.ModelPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code livegate models promote}. */
@Command(
    name = "promote",
    header = "Let a lane's candidate decide in all sessions of a running job.",
    description = {
      "",
      "The models before are remembered for ./livegate models rollback. Prints the record's place; the event"
          + " io.livegate.models.applied, or .rejected, names it as its origin."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsPromoteCommand implements Runnable {

  private final Console console;

  @Mixin private PlanTarget target = new PlanTarget();

  ModelsPromoteCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().println(target.change(ModelPlan::promoted));
  }
}
