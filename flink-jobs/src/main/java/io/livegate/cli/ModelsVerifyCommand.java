package io.livegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.cli.text.Style;
import io.livegate.job.ModelsConfig;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.FloatTensor;
import io.livegate.model.runtime.InferenceModel;
import io.livegate.model.runtime.Models;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate models verify}: every model is found, is the right file, loads and runs. */
@Command(
    name = "verify",
    header = "Find every model, check its sha256, run it once and time it.",
    description = {
      "",
      "Fetches what is missing and has an address. Exit 1 when a model is not available or does"
          + " not run."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsVerifyCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Mixin private ConfigChoice config = new ConfigChoice();

  ModelsVerifyCommand(Console console) {
    this.console = console;
  }

  /**
   * @param place where the file was found, or null
   * @param millis of one inference, the second after loading; negative when it did not run
   * @param problem why it is not usable, or null
   */
  private record Result(@Nullable String place, double millis, @Nullable String problem) {}

  @Override
  public Integer call() {
    ModelsConfig models = config.pipeline().models();
    ModelStore store = models.store();
    Style style = new Style(console.colour());
    int all = 0;
    int bad = 0;
    for (ModelCard card : models.known().all()) {
      Result result = check(card, store);
      all++;
      bad += result.problem() == null ? 0 : 1;
      console.out().println(json ? jsonLine(card, result) : text(card, result, style));
    }
    if (bad > 0) {
      console.err().println("livegate: " + bad + " of " + all + " models are not usable here.");
      return ExitCode.SOFTWARE;
    }
    return ExitCode.OK;
  }

  private static Result check(ModelCard card, ModelStore store) {
    String place = null;
    try {
      place = store.locate(card).toString();
      try (InferenceModel model = Models.acquire(card, store)) {
        FloatTensor input = FloatTensor.allocate(1, 3, card.input().height(), card.input().width());
        model.run(input); // the first run also plans the graph
        long start = System.nanoTime();
        model.run(input);
        return new Result(place, (System.nanoTime() - start) / 1e6, null);
      }
    } catch (ModelUnavailableException | RuntimeException e) {
      return new Result(place, -1, String.valueOf(e.getMessage()));
    }
  }

  private static String jsonLine(ModelCard card, Result result) {
    ObjectNode line = ModelFacts.of(card);
    line.put("found", result.place());
    line.put("ok", result.problem() == null);
    if (result.problem() == null) {
      line.put("inferenceMillis", Math.round(result.millis() * 100) / 100.0);
    } else {
      line.put("problem", result.problem());
    }
    return line.toString();
  }

  private static String text(ModelCard card, Result result, Style style) {
    String id = style.bold(String.format(Locale.ROOT, "%-20s", card.id()));
    if (result.problem() != null) {
      return style.red("FAIL  ") + id + " " + result.problem().replace("\n", "\n        ");
    }
    return style.green("ok    ")
        + id
        + String.format(Locale.ROOT, " %8.2f ms  sha256 ok  ", result.millis())
        + style.dim(result.place() + "  " + card.licence().spdx());
  }
}
