package io.livegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.cli.text.Style;
import io.livegate.job.config.ModelsConfig;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate models list}: the cards, and where each file lies. Asks no network. */
@Command(
    name = "list",
    header = "The model cards: task, licence, and where each file was found.",
    description = {
      "",
      "Looks in the cache and in the mirrors on this machine; fetches nothing."
          + " LIVEGATE_MODEL_STORE names the mirrors, LIVEGATE_CACHE the cache."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsListCommand implements Runnable {

  private final Console console;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Mixin private ConfigChoice config = new ConfigChoice();

  ModelsListCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    ModelsConfig models = config.pipeline().models();
    ModelStore store = models.store();
    Style style = new Style(console.colour());
    for (ModelCard card : models.known().all()) {
      Optional<ModelStore.Location> found = store.find(card);
      console.out().println(json ? jsonLine(card, store, found) : text(card, store, found, style));
    }
  }

  private static String jsonLine(
      ModelCard card, ModelStore store, Optional<ModelStore.Location> found) {
    ObjectNode line = ModelFacts.of(card);
    line.put("found", found.map(l -> l.file().toString()).orElse(null));
    if (found.isEmpty()) {
      ModelFacts.places(card, store).forEach(line.putArray("tried")::add);
    }
    return line.toString();
  }

  private static String text(
      ModelCard card, ModelStore store, Optional<ModelStore.Location> found, Style style) {
    String where =
        found
            .map(l -> style.green(l.file().toString()))
            .orElseGet(
                () ->
                    style.red("not here")
                        + ", looked for "
                        + String.join(", ", ModelFacts.places(card, store)));
    return style.bold(card.id())
        + "  "
        + card.task()
        + style.dim("  version " + card.version() + ", family " + card.family())
        + "\n  file     "
        + where
        + "\n  licence  "
        + card.licence().spdx()
        + ": "
        + card.licence().limits().strip()
        + "\n";
  }
}
