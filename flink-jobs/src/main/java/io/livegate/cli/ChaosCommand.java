package io.livegate.cli;

import io.livegate.chaos.ChaosDrill;
import io.livegate.chaos.DrillResult;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.judge.LaneFrameJudges;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate chaos}: kill -9, and what it costs. */
@Command(
    name = "chaos",
    header = "Kill the system's processes under load and check that nothing is lost.",
    description = {
      "",
      "Starts a cluster of its own, fills it with sessions, half of them in sustained violation, and"
          + " kills TaskManagers, JobManager and broker at random, also in the middle of"
          + " checkpoints. Then the committed signals are decided once more and compared with the"
          + " events. The last line on standard output is one JSON object."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit code 0 when every promise was kept, 1 when not. docs/operate.md says more."
    })
final class ChaosCommand implements Callable<Integer> {

  private static final int MOST = 1000;

  private final Console console;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "Processes to kill, one after the other (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another order of kills and sessions (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private DrillOptions drill = new DrillOptions();

  @Mixin private ConfigChoice config = new ConfigChoice();

  ChaosCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (kills < 1 || kills > MOST) {
      throw CliFailure.usage("--kills takes 1 to " + MOST + ", not " + kills + ".");
    }
    // If a promise was broken, its logs are there to be looked at.
    Path folder = Files.createTempDirectory("livegate-chaos-");
    try {
      return drill.runIn(folder, console, this::kill);
    } finally {
      deleteIfEmpty(folder);
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // the logs
    }
  }

  private DrillOptions.Outcome kill(Path folder)
      throws IOException, InterruptedException, SourceException {
    DrillResult result =
        new ChaosDrill(
                new ChaosDrill.Settings(
                    config.pipeline(), new LaneFrameJudges(), folder, drill.videos(), kills, seed),
                note -> console.err().println("livegate: " + note))
            .run();
    String text = result.holds() ? "every promise was kept" : "a promise was broken";
    return new DrillOptions.Outcome(text, result.json(), result.holds());
  }
}
