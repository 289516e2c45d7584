package io.livegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.cli.text.Style;
import io.livegate.job.config.ModelsConfig;
import io.livegate.model.GoldenVector;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.Golden;
import io.livegate.model.runtime.ImageModel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate models verify}: every model is found, is the right file, and answers right. */
@Command(
    name = "verify",
    header = "Find every model, check its sha256, its inputs and outputs, and what it answers.",
    description = {
      "",
      "Fetches what is missing and has an address. The file's inputs and outputs must be those of"
          + " its card, and what it answers to a drawn picture the card's golden values, where it has"
          + " some. Exit 1 when a model is not available, does not run or answers otherwise."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsVerifyCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Cards (default: all).")
  private List<String> ids = List.of();

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Mixin private ConfigChoice config = new ConfigChoice();

  ModelsVerifyCommand(Console console) {
    this.console = console;
  }

  /**
   * @param place where the file was found, or null
   * @param millis of one inference with all before it, the second after loading; negative when it
   *     did not run
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
    for (ModelCard card : cards(models)) {
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

  private List<ModelCard> cards(ModelsConfig models) {
    try {
      return ids.isEmpty()
          ? List.copyOf(models.known().all())
          : ids.stream().map(models.known()::get).toList();
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private static Result check(ModelCard card, ModelStore store) {
    String place = null;
    try {
      place = store.locate(card).toString();
      try (ImageModel model = ImageModel.acquire(card, store)) {
        var unused = Golden.of(model); // the first run also plans the graph
        long start = System.nanoTime();
        GoldenVector answer = Golden.of(model);
        double millis = (System.nanoTime() - start) / 1e6;
        return new Result(place, millis, Golden.difference(card, answer).orElse(null));
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
      line.put("golden", card.golden() != null);
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
        + String.format(
            Locale.ROOT,
            " %8.2f ms  sha256 ok  %s  ",
            result.millis(),
            card.golden() == null ? "no golden values" : "golden values ok")
        + style.dim(result.place() + "  " + card.licence().spdx());
  }
}
