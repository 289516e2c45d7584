package io.livegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.livegate.compare.ReferenceScores;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestException;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.ScoreReference;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate models reference}: how a model's scores lie, for its card. */
@Command(
    name = "reference",
    header = "Measure how a model's scores lie, for the reference of its card.",
    description = {
      "",
      "Reads a few frames of each file of a manifest (as for livegate evaluate), which should be"
          + " what the model will see when all is well. Prints YAML to be put into the card: from"
          + " then on a running job says when its scores lie otherwise (docs/operate.md, Drift)."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsReferenceCommand implements Runnable {

  private static final int MOST_FRAMES = 1_000;

  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Its card's id.")
  private String id = "";

  @Option(
      names = "--media",
      paramLabel = "MANIFEST.csv",
      required = true,
      description = "Files such as it will see.")
  private Path media = Path.of("");

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "20",
      description = "Frames of a clip at most, two a second (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Mixin private ConfigChoice config = new ConfigChoice();

  ModelsReferenceCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (frames < 1 || frames > MOST_FRAMES) {
      throw CliFailure.usage("--frames takes 1 to " + MOST_FRAMES + ", not " + frames + ".");
    }
    PipelineConfig pipeline = config.pipeline();
    try (FaceFinder finder = LaneFrameJudges.openFaceFinder(pipeline)) {
      Manifest manifest = Manifest.read(media);
      ScoreReference reference =
          ReferenceScores.of(
              pipeline.models().known().get(id),
              manifest,
              frames,
              "%s, %d files".formatted(media.getFileName(), manifest.entries().size()),
              pipeline.models().store(),
              finder);
      console.out().print(yaml(reference));
    } catch (ManifestException | IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (ModelUnavailableException | IllegalStateException | JsonProcessingException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private static String yaml(ScoreReference reference) throws JsonProcessingException {
    ObjectMapper mapper =
        new ObjectMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));
    return mapper.writeValueAsString(Map.of("reference", reference));
  }
}
