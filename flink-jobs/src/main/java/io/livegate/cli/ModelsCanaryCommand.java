package io.livegate.cli;

import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate models canary}. */
@Command(
    name = "canary",
    header = "Let models decide in a share of a running job's sessions.",
    description = {
      "",
      "Which sessions these are follows from their names; a larger share has those of a smaller."
          + " Prints the record's place; the event io.livegate.models.applied, or .rejected, names"
          + " it as its origin."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsCanaryCommand implements Runnable {

  private final Console console;

  @Mixin private PlanTarget target = new PlanTarget();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "MODEL",
      description = "Their cards' ids (default: those in shadow).")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      required = true,
      description = "Of the sessions, above 0 and up to 1.")
  private double share;

  ModelsCanaryCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (ids.isEmpty()) {
      LanePlans.checkShare(share);
      console.out().println(target.change(this::asItIs));
    } else {
      Candidate candidate = target.plans().candidate(Stage.CANARY, ids, share);
      console.out().println(target.change(plan -> plan.with(candidate)));
    }
  }

  private ModelPlan asItIs(ModelPlan plan) {
    Candidate before = plan.candidate();
    if (before == null) {
      throw new IllegalStateException("the lane has no candidate: name its models");
    }
    return plan.with(new Candidate(Stage.CANARY, before.models(), share));
  }
}
