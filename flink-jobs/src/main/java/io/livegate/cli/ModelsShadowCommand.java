package io.livegate.cli;

import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate models shadow}. */
@Command(
    name = "shadow",
    header = "Let models look on in a running job: recorded in the signals, deciding nothing.",
    description = {
      "",
      "All of them together, as they would answer for the lane. They take the place of an earlier"
          + " candidate. Prints the record's place; the event io.livegate.models.applied, or"
          + " .rejected, names it as its origin."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsShadowCommand implements Runnable {

  private final Console console;

  @Mixin private PlanTarget target = new PlanTarget();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "MODEL",
      description = "Their cards' ids.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      defaultValue = "1",
      description = "Of the sessions in which they are asked (default: ${DEFAULT-VALUE}).")
  private double share;

  ModelsShadowCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Candidate candidate = target.plans().candidate(Stage.SHADOW, ids, share);
    console.out().println(target.change(plan -> plan.with(candidate)));
  }
}
