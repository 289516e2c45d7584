package io.livegate.cli;

import io.livegate.bench.Bench;
import io.livegate.bench.Bench.Part;
import io.livegate.bench.BenchResult;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate bench}: how fast, and what the pipeline costs on top of the models. */
@Command(
    name = "bench",
    header = "Measure how many frames this machine judges, bare and through the whole system.",
    description = {
      "",
      "Judges the same frames in a bare loop, one thread for each core, and through broker and Flink"
          + " from a backlog, in turn; then sends frames in real time at 70 % of that to see how late"
          + " decisions are. The last line on standard output is one JSON object."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "docs/performance.md reads the figures."})
final class BenchCommand implements Callable<Integer> {

  /** All its frames wait in the broker at first, which keeps them for five minutes by default. */
  private static final int MOST_SECONDS = 120;

  private final Console console;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "0..*",
      description = "Videos (default: ../shared/media/dev/live where it is there).")
  private List<Path> media = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "About how long one measurement takes, 1 to "
              + MOST_SECONDS
              + "; there are six a round"
              + " (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each is measured, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--on-cluster",
      description = "Measure the cluster of this machine as well, by a job of its own there.")
  private boolean onCluster;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description =
          "Measure some of gate, call, faces and delays, comma separated; delays need the gate"
              + " (default: all).")
  private List<String> only = List.of();

  @Option(
      names = "--peer",
      paramLabel = "COMMAND",
      description =
          "Let another system judge the gate's frames in turn with this one, a command for the"
              + " shell (docs/performance.md says what it is asked).")
  private @Nullable String peer;

  @Option(names = "--json", description = "Nothing but the JSON object, which comes in any case.")
  private boolean json;

  @Mixin private ClusterChoice choice = new ClusterChoice();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Set<Part> parts = parts();
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw CliFailure.usage("--seconds takes 1 to " + MOST_SECONDS + ", not " + seconds + ".");
    }
    if (rounds < 1 || rounds > 100) {
      throw CliFailure.usage("--rounds takes 1 to 100, not " + rounds + ".");
    }
    List<Path> videos = videos();
    PipelineChoice.Pipeline pipeline = chosen.asConfigured();
    Consumer<String> notes = note -> console.err().println("livegate: " + note);
    try (JudgingSystem cluster =
        onCluster ? OnCluster.start(backlogged(pipeline), choice.running(), notes) : null) {
      BenchResult result =
          new Bench(
                  new Bench.Settings(
                      pipeline.config(),
                      pipeline.policy(),
                      videos,
                      parts,
                      Duration.ofSeconds(seconds),
                      rounds,
                      cluster == null ? null : cluster.target().kafka(),
                      peer),
                  notes)
              .run();
      if (!json) {
        console.out().println(result.text());
      }
      console.out().println(result.json());
      return ExitCode.OK;
    } catch (SourceException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
  }

  /** As the bench has it in this process. */
  private static PipelineChoice.Pipeline backlogged(PipelineChoice.Pipeline pipeline) {
    return new PipelineChoice.Pipeline(
        pipeline.config().withoutProbe().withTime(TimeAxis.MEDIA), pipeline.policy());
  }

  private Set<Part> parts() {
    Set<Part> parts = EnumSet.allOf(Part.class);
    parts.removeIf(part -> !only.isEmpty() && !only.contains(part.id()));
    for (String id : only) {
      if (parts.stream().noneMatch(part -> part.id().equals(id))) {
        throw CliFailure.usage("--only takes gate, call, faces and delays, not '" + id + "'.");
      }
    }
    if (!parts.contains(Part.GATE) && (parts.contains(Part.DELAYS) || peer != null)) {
      throw CliFailure.usage(
          "delays and a peer are measured with the gate's frames: add gate to --only.");
    }
    return parts;
  }

  private List<Path> videos() {
    if (!media.isEmpty()) {
      return media;
    }
    Path samples = Checkout.root().resolve("../shared/media/dev/live").normalize();
    if (!Files.isDirectory(samples)) {
      throw CliFailure.usage("there are no sample videos at " + samples + ": name some.");
    }
    return List.of(samples);
  }
}
