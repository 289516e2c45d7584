package io.livegate.cli;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.ingest.attack.AttackKind;
import io.livegate.ingest.attack.AttackSet;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code livegate attack-pack}: all attacks of many clips, with the manifest to measure them by.
 */
@Command(
    name = "attack-pack",
    header = "Make all attacks of many clips, with a manifest for evaluate and fit.",
    description = {
      "",
      "Of each clip every kind, once for each half of its ranges; mismatch is left out, for its two"
          + " files mean nothing apart. What is there already stays: a broken-off run goes on."
          + " docs/attack-pack.md says what a fit may see."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit code 0 when all were made; what could not be is listed."})
final class AttackPackCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "CLIP", arity = "1..*", description = "Videos of live people.")
  private List<Path> clips = List.of();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      description = "Only these kinds, separated by commas (default: all).")
  private List<String> kinds = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "So many of each, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int seeds = 1;

  @Option(
      names = "--vary",
      description = "Draw other values for every clip; without it, clips differ in the clip alone.")
  private boolean vary;

  @Mixin private CodingOptions coding = new CodingOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the videos and MANIFEST.csv; made when it is not there.")
  private Path out = Path.of("");

  AttackPackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (seeds < 1 || seeds > 100) {
      throw CliFailure.usage("--seeds takes 1 to 100, not " + seeds + ".");
    }
    AttackSet set = new AttackSet(clips, wanted(), seeds, vary, coding.bits());
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw CliFailure.usage("the folder '" + out + "' cannot be made; name another --out.", e);
    }
    try (Progress progress = new Progress(console)) {
      if (set.plan().stream().noneMatch(planned -> planned.kind().needsFace())) {
        write(set, image -> List.of(), progress);
      } else {
        try (FaceFinder finder = LaneFrameJudges.openFaceFinder(PipelineConfig.defaults())) {
          write(set, finder::find, progress);
        }
      }
    } catch (ModelUnavailableException e) {
      throw CliFailure.failed("cut-outs need the face finder: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CliFailure.failed("the attacks were not written: " + e.getMessage(), e);
    }
    console.out().println(out.resolve("MANIFEST.csv"));
    return ExitCode.OK;
  }

  private void write(AttackSet set, Function<Image, List<Face>> faces, Progress progress)
      throws IOException, InterruptedException {
    progress.watch(set.plan().size(), () -> 0);
    set.write(
        out,
        Runtime.getRuntime().availableProcessors(),
        faces,
        problem -> {
          progress.sessionDone();
          if (!problem.isEmpty()) {
            progress.note(problem);
          }
        });
    progress.clear();
  }

  private Set<AttackKind> wanted() {
    Set<AttackKind> wanted = EnumSet.allOf(AttackKind.class);
    if (!kinds.isEmpty()) {
      wanted.clear();
      for (String kind : kinds) {
        wanted.add(AttackCommand.kind(kind));
      }
    }
    return wanted;
  }
}
