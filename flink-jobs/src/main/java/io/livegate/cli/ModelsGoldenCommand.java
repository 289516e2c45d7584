package io.livegate.cli;

import io.livegate.job.config.ModelsConfig;
import io.livegate.model.GoldenVector;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.runtime.Golden;
import io.livegate.model.runtime.ImageModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code livegate models golden}: what a model answers to a drawn picture, for its card. */
@Command(
    name = "golden",
    header = "Write down what a model answers to a drawn picture, for the golden of its card.",
    description = {
      "",
      "Feeds it as its card says and prints YAML to be put into the card: from then on models"
          + " verify notices another file, colour order, scale, crop or runtime. Do so when you are"
          + " sure that the card is right: models compare helps to find that out."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsGoldenCommand implements Runnable {

  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Its card's id.")
  private String id = "";

  @Mixin private ConfigChoice config = new ConfigChoice();

  ModelsGoldenCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    ModelsConfig models = config.pipeline().models();
    try (ImageModel model = ImageModel.acquire(models.known().get(id), models.store())) {
      GoldenVector golden = Golden.of(model);
      console
          .out()
          .printf("golden:%n  values: %s%n  within: %s%n", golden.values(), golden.within());
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (ModelUnavailableException | RuntimeException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
  }
}
