package io.livegate.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.compare.Comparison;
import io.livegate.compare.ComparisonText;
import io.livegate.compare.ModelComparison;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestException;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate models compare}: whether one model can stand in for another. */
@Command(
    name = "compare",
    header = "Show two models the same frames: do they agree, which is right, what does each cost?",
    description = {
      "",
      "Reads a few frames of each file of a manifest (as for livegate evaluate) and judges them"
          + " by each model alone, in its lane. Warns where the scores make no sense."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit code 0 when they were compared, whatever came out."})
final class ModelsCompareCommand implements Callable<Integer> {

  private static final int MOST_FRAMES = 1_000;

  private final Console console;

  @Parameters(index = "0", paramLabel = "A", description = "Card of the model there is.")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "Card of one that might replace it.")
  private String b = "";

  @Option(
      names = "--media",
      paramLabel = "MANIFEST.csv",
      required = true,
      description = "Files and what they show.")
  private Path media = Path.of("");

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "6",
      description = "Frames of a clip at most, two a second (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private ConfigChoice config = new ConfigChoice();

  ModelsCompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (frames < 1 || frames > MOST_FRAMES) {
      throw CliFailure.usage("--frames takes 1 to " + MOST_FRAMES + ", not " + frames + ".");
    }
    PipelineConfig pipeline = config.pipeline();
    Comparison comparison;
    try (FaceFinder finder = LaneFrameJudges.openFaceFinder(pipeline)) {
      ModelCard cardA = pipeline.models().known().get(a);
      ModelCard cardB = pipeline.models().known().get(b);
      comparison =
          new ModelComparison(Manifest.read(media), frames)
              .of(cardA, cardB, pipeline.models().store(), finder);
    } catch (ManifestException | IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (ModelUnavailableException | IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    if (json) {
      console.out().println(new ObjectMapper().writeValueAsString(comparison));
    } else {
      ComparisonText.lines(comparison).forEach(console.out()::println);
    }
    return ExitCode.OK;
  }
}
