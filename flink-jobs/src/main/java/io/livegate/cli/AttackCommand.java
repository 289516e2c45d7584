package io.livegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.ingest.attack.AttackException;
import io.livegate.ingest.attack.AttackKind;
import io.livegate.ingest.attack.AttackPack;
import io.livegate.ingest.attack.Clip;
import io.livegate.ingest.attack.Side;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate attack}: a presentation or injection attack made from a clip of a person. */
@Command(
    name = "attack",
    header = "Make an attack video from a clip of a live person.",
    description = {
      "",
      "For measuring detectors: docs/attack-pack.md has the kinds, their ranges, and which of both"
          + " no fit may see. The same clip, kind, range, seed and bits give the same bytes."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit code 0 when the video was written."})
final class AttackCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Console console;

  @Parameters(paramLabel = "CLIP", description = "A video of a live person.")
  private Path clip = Path.of("");

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      required = true,
      description =
          "none, print, replay, freeze, black, bitrate, mismatch, loop, still, cutout, dark or"
              + " cadence.")
  private String kind = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses the parameters within their ranges (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--range",
      paramLabel = "seen|unseen",
      defaultValue = "seen",
      description = "Half of each parameter's range to choose from (default: ${DEFAULT-VALUE}).")
  private String range = "seen";

  @Mixin private CodingOptions coding = new CodingOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE.mp4",
      required = true,
      description = "Where to write; a mismatch writes FILE-receiver.mp4 too.")
  private Path out = Path.of("");

  @Option(names = "--json", description = "One JSON object with all that was drawn.")
  private boolean json;

  AttackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    AttackKind wanted = kind(kind);
    Side side = side();
    double bits = coding.bits();
    checkPaths();
    console.out().println(text(made(wanted, side, bits)));
    return ExitCode.OK;
  }

  /**
   * @throws CliFailure naming all there are
   */
  static AttackKind kind(String name) {
    return AttackKind.of(name)
        .orElseThrow(
            () ->
                CliFailure.usage(
                    "there is no attack '"
                        + name
                        + "'; --kind takes one of:\n"
                        + AttackKind.list()));
  }

  private Side side() {
    return Arrays.stream(Side.values())
        .filter(side -> side.label().equals(range.toLowerCase(Locale.ROOT)))
        .findAny()
        .orElseThrow(() -> CliFailure.usage("--range takes seen or unseen, not '" + range + "'."));
  }

  private void checkPaths() {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw CliFailure.usage("there is no folder " + folder + " for --out " + out + "; make it.");
    }
    if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".mp4") || Files.isDirectory(out)) {
      throw CliFailure.usage("--out takes the name of an .mp4 file, not '" + out + "'.");
    }
    Path source = clip.toAbsolutePath().normalize();
    Path target = out.toAbsolutePath().normalize();
    if (source.equals(target) || source.equals(AttackPack.receiver(target))) {
      throw CliFailure.usage("--out " + out + " would overwrite the clip; name another file.");
    }
  }

  private AttackPack.Made made(AttackKind wanted, Side side, double bits) {
    try {
      Clip frames = Clip.read(clip);
      if (!wanted.needsFace()) {
        return AttackPack.write(frames, wanted, side, seed, bits, image -> List.of(), out);
      }
      try (FaceFinder finder = LaneFrameJudges.openFaceFinder(PipelineConfig.defaults())) {
        return AttackPack.write(frames, wanted, side, seed, bits, finder::find, out);
      }
    } catch (SourceException | AttackException e) {
      throw CliFailure.usage(Failures.oneSentence(String.valueOf(e.getMessage())), e);
    } catch (ModelUnavailableException e) {
      throw CliFailure.failed(
          "the attack '" + wanted.id() + "' needs the face finder: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CliFailure.failed("the attack was not written: " + e.getMessage(), e);
    }
  }

  private String text(AttackPack.Made made) {
    if (!json) {
      StringBuilder lines = new StringBuilder();
      for (AttackPack.Written file : made.files()) {
        lines
            .append(lines.isEmpty() ? "" : "\n")
            .append(file.file())
            .append("  ")
            .append(file.label());
      }
      return lines.toString();
    }
    ObjectNode line = MAPPER.createObjectNode();
    line.put("kind", made.kind().id());
    line.put("seed", made.seed());
    line.put("range", made.range().label());
    line.put("kindIs", made.kind().side().label());
    line.put("forFitting", made.forFitting());
    line.put("clip", clip.toString());
    line.put("frames", made.frames());
    ArrayNode files = line.putArray("files");
    made.files()
        .forEach(f -> files.addObject().put("path", f.file().toString()).put("label", f.label()));
    line.put("bits", coding.bits());
    line.putPOJO("parameters", made.parameters().values());
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was made of " + clip + " is not JSON", e);
    }
  }
}
