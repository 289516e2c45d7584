package io.livegate.cli;

import io.livegate.model.runtime.Graph;
import io.livegate.signal.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate models add}: begins the card of a model. */
@Command(
    name = "add",
    header = "Begin the card of a model: write what its file tells, and ask for the rest.",
    description = {
      "",
      "Copies the file into the folder and writes a card beside it. What only a person can know"
          + " stands there as \"?\"; docs/add-a-model.md says what each field means."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsAddCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "FILE.onnx", description = "The model.")
  private Path file = Path.of("");

  @Option(
      names = "--task",
      paramLabel = "TASK",
      required = true,
      description = "face-detection, presentation-attack, deepfake or explicit-content.")
  private String task = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Folder of your cards, which models.cards of the configuration names.")
  private Path folder = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "What configurations call it (default: by the file's name).")
  private @Nullable String id;

  ModelsAddCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> tasks = Arrays.stream(Lane.values()).map(Lane::task).toList();
    if (!tasks.contains(task)) {
      throw CliFailure.usage("--task takes " + String.join(", ", tasks) + ", not '" + task + "'.");
    }
    String name = String.valueOf(file.getFileName());
    String chosen = id == null ? CardDraft.idOf(name) : id;
    if (!chosen.matches("[a-z0-9][a-z0-9-]*")) {
      throw CliFailure.usage(
          "--id takes lower case letters, digits and hyphens, not '" + chosen + "'.");
    }
    Path card = folder.resolve(chosen + ".yaml");
    if (Files.exists(card)) {
      throw CliFailure.usage(card + " is there already; choose another --id, or delete it.");
    }
    CardDraft draft;
    String weights = chosen + "/" + chosen + ".onnx";
    try {
      draft = CardDraft.of(chosen, task, weights, Graph.read(file));
    } catch (NoSuchFileException e) {
      throw CliFailure.usage("'" + file + "' does not exist.", e);
    } catch (IOException e) {
      throw CliFailure.usage("'" + file + "' cannot be used: " + e.getMessage(), e);
    }
    if (!draft.problems().isEmpty()) {
      throw CliFailure.usage(
          "'" + file + "' cannot be used: " + String.join("; ", draft.problems()) + ".");
    }
    try {
      Files.createDirectories(folder.resolve(chosen));
      Files.copy(file, folder.resolve(weights));
      Files.writeString(card, draft.yaml());
    } catch (IOException e) {
      throw CliFailure.failed("the card cannot be written below '" + folder + "': " + e, e);
    }
    console.out().println(card);
    console.err().println("livegate: fill in " + String.join(", ", draft.asked()) + ";");
    console
        .err()
        .println(
            "livegate: then name " + folder + " in models.cards and run ./livegate models verify.");
    return ExitCode.OK;
  }
}
