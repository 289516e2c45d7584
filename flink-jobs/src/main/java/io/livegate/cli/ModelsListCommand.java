package io.livegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.cli.text.Style;
import io.livegate.job.config.ModelsConfig;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
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
      ObjectNode line = ModelFacts.of(card);
      String where;
      try {
        String file = store.locateHere(card).toString();
        line.put("found", file);
        where = style.green(file);
      } catch (ModelUnavailableException e) {
        line.putNull("found");
        e.tried().forEach(line.putArray("tried")::add);
        where = style.red("not here") + "\n           " + String.join("\n           ", e.tried());
      }
      console.out().println(json ? line.toString() : text(card, where, style));
    }
  }

  private static String text(ModelCard card, String where, Style style) {
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
