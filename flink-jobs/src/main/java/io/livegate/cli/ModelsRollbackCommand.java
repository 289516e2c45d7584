package io.livegate.cli;

import io.livegate.job.swap.ModelPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code livegate models rollback}. */
@Command(
    name = "rollback",
    header = "Take the last step with a lane's models back on a running job.",
    description = {
      "",
      "A candidate goes; where there is none, the models that decided before decide again. Prints"
          + " the record's place; the event io.livegate.models.applied, or .rejected, names it as"
          + " its origin."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsRollbackCommand implements Runnable {

  private final Console console;

  @Mixin private PlanTarget target = new PlanTarget();

  ModelsRollbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().println(target.change(ModelPlan::rolledBack));
  }
}
