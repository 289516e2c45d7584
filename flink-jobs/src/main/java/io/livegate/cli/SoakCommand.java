package io.livegate.cli;

import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.soak.Soak;
import io.livegate.soak.SoakResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate soak}: whether memory grows. */
@Command(
    name = "soak",
    header = "Hold a steady load for a while and measure whether memory grows.",
    description = {
      "",
      "Runs the embedded system in a process of its own, measures how many frames a second this"
          + " machine judges, holds a share of that with sessions that come and go, and follows heap"
          + " after GC and resident memory. The last line on standard output is one JSON object."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit code 0 when it ran to its end, whatever it found. docs/operate.md says more."
    })
final class SoakCommand implements Callable<Integer> {

  private static final double SHORTEST_MINUTES = 2;
  private static final double LONGEST_MINUTES = 7 * 24 * 60;

  private final Console console;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long the load is held; the last two thirds count (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--settle",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Minutes for which the load is held before those, until the compiler is at rest"
              + " (default: ${DEFAULT-VALUE}).")
  private double settle;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      defaultValue = "0.8",
      description = "Share of the capacity that is held (default: ${DEFAULT-VALUE}).")
  private double load;

  @Option(
      names = "--capacity",
      paramLabel = "FRAMES",
      description = "Frames judged a second at most (default: measured first, 1 to 3 minutes).")
  private @Nullable Double capacity;

  @Mixin private DrillOptions drill = new DrillOptions();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  SoakCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    check();
    PipelineConfig config = chosen.asConfigured().config();
    return drill.run("soak", console, folder -> soak(config, folder));
  }

  private DrillOptions.Outcome soak(PipelineConfig config, Path folder)
      throws IOException, InterruptedException, SourceException {
    SoakResult result =
        new Soak(
                new Soak.Settings(
                    chosen.text(),
                    config,
                    chosen.policy,
                    folder,
                    drill.videos(),
                    minutes(settle),
                    minutes(minutes),
                    load,
                    capacity),
                note -> console.err().println("livegate: " + note))
            .run();
    return new DrillOptions.Outcome(result.text(), result.json(), true);
  }

  private static Duration minutes(double minutes) {
    return Duration.ofMillis(Math.round(minutes * 60_000));
  }

  private void check() {
    if (!(minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES)) {
      throw CliFailure.usage(
          "--minutes takes 2 to 10080, not " + minutes + ": below that there is no trend to see.");
    }
    if (!(settle >= 0 && settle <= LONGEST_MINUTES)) {
      throw CliFailure.usage("--settle takes 0 to 10080 minutes, not " + settle + ".");
    }
    if (!(load > 0 && load <= 1)) {
      throw CliFailure.usage("--load takes a share above 0 and up to 1, not " + load + ".");
    }
    if (capacity != null && !(capacity >= 1 && capacity <= 1e6)) {
      throw CliFailure.usage(
          "--capacity takes 1 to 1000000 frames a second, not " + capacity + ".");
    }
  }
}
