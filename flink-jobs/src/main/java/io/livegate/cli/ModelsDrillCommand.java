package io.livegate.cli;

import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import io.livegate.soak.SwapDrill;
import io.livegate.soak.SwapResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate models drill}: whether models can be exchanged under load, and what it costs. */
@Command(
    name = "drill",
    header = "Exchange a lane's models under load, and let them look on: frames, memory, cost.",
    description = {
      "",
      "Runs the embedded system in a process of its own, exchanges the models of a lane with those"
          + " named and back, again and again, and holds decisions against the signals. Five"
          + " minutes. The last line on standard output is one JSON object."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit code 0 when every promise was kept, 1 when not. docs/operate.md says more."
    })
final class ModelsDrillCommand implements Callable<Integer> {

  private static final int MOST_SWAPS = 1_000;
  private static final int MOST_SESSIONS = 10_000;

  private final Console console;

  @Parameters(index = "0", paramLabel = "LANE", description = "liveness, deepfake or content.")
  private String lane = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "MODEL",
      description = "Cards of the models that take turns with those of the configuration.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--swaps",
      paramLabel = "N",
      defaultValue = "10",
      description = "Exchanges, an even number (default: ${DEFAULT-VALUE}).")
  private int swaps;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "12",
      description = "At the same time (default: ${DEFAULT-VALUE}).")
  private int sessions;

  @Mixin private DrillOptions drill = new DrillOptions();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  ModelsDrillCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (swaps < 2 || swaps > MOST_SWAPS || swaps % 2 != 0) {
      throw CliFailure.usage("--swaps takes an even number, 2 to 1000, not " + swaps + ".");
    }
    if (sessions < 1 || sessions > MOST_SESSIONS) {
      throw CliFailure.usage("--sessions takes 1 to 10000, not " + sessions + ".");
    }
    PipelineConfig config = chosen.asConfigured().config();
    LanePlans plans = new LanePlans(lane, config);
    Candidate candidate = plans.candidate(Stage.SHADOW, ids, 1);
    ModelPlan plan = ModelPlan.configured(plans.lane(), candidate.models());
    return drill.run("models", console, folder -> exchange(config, plan, folder));
  }

  private DrillOptions.Outcome exchange(PipelineConfig config, ModelPlan plan, Path folder)
      throws IOException, InterruptedException, SourceException {
    SwapResult result =
        new SwapDrill(
                new SwapDrill.Settings(
                    chosen.text(),
                    config,
                    plan,
                    swaps,
                    sessions,
                    chosen.policy,
                    folder,
                    drill.videos()),
                note -> console.err().println("livegate: " + note))
            .run();
    return new DrillOptions.Outcome(result.text(), result.json(), result.holds());
  }
}
