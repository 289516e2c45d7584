package io.livegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.bench.ModelTimes;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageRejectedException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelUnavailableException;
import io.livegate.signal.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate models bench}: what a picture costs, by batch and callers. */
@Command(
    name = "bench",
    header = "Time models: milliseconds and images a second, by batch and number of callers.",
    description = {
      "",
      "On what the configuration's inference says; on a CPU each caller has one thread. The job asks"
          + " for one picture at a time and has as many callers as workers. Numbers of one run compare;"
          + " those of two may not."
    },
    optionListHeading = "%nOptions:%n")
final class ModelsBenchCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DRAWN = 256;

  private final Console console;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Cards (default: those that the configuration's lanes use).")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,4,8",
      description = "Pictures a call, comma separated, 1 to 1024 each (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--callers",
      paramLabel = "N",
      split = ",",
      description = "Threads that ask at a time, 1 to 1024 each (default: one, and one a core).")
  private List<Integer> callers = List.of();

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "What the models look at (default: a drawn gradient).")
  private @Nullable Path picture;

  @Option(
      names = "--millis",
      paramLabel = "MS",
      defaultValue = "1000",
      description = "How long each line is measured (default: ${DEFAULT-VALUE}).")
  private int millis;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Mixin private ConfigChoice config = new ConfigChoice();

  ModelsBenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    if (millis < 10 || millis > 60_000) {
      throw CliFailure.usage("--millis takes 10 to 60000, not " + millis + ".");
    }
    inRange("--batch", batches);
    inRange("--callers", callers);
    PipelineConfig pipeline = config.pipeline();
    List<ModelCard> cards = cards(pipeline);
    Image image = image();
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> threads = callers.isEmpty() ? Stream.of(1, cores).distinct().toList() : callers;
    if (!json) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "%-22s %5s %7s %9s %9s  %s%n",
              "model",
              "batch",
              "callers",
              "ms",
              "images/s",
              "on");
    }
    for (ModelCard card : cards) {
      for (int batch : batches) {
        for (int each : threads) {
          line(card, pipeline, image, batch, each);
        }
      }
    }
    return ExitCode.OK;
  }

  private static void inRange(String option, List<Integer> values) {
    for (int value : values) {
      if (value < 1 || value > 1024) {
        throw CliFailure.usage(option + " takes 1 to 1024, not " + value + ".");
      }
    }
  }

  private void line(ModelCard card, PipelineConfig pipeline, Image image, int batch, int callers)
      throws InterruptedException, JsonProcessingException {
    ModelTimes.Row row;
    try {
      row = ModelTimes.of(card, pipeline.models().store(), image, batch, callers, millis);
    } catch (ModelUnavailableException | IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    if (row == null) {
      return; // The file takes one picture at a time.
    }
    console
        .out()
        .println(
            json
                ? JSON.writeValueAsString(row)
                : String.format(
                    Locale.ROOT,
                    "%-22s %5d %7d %9.2f %9.0f  %s",
                    row.model(),
                    row.batch(),
                    row.threads(),
                    row.millisPerImage(),
                    row.imagesPerSecond(),
                    row.provider()));
  }

  private List<ModelCard> cards(PipelineConfig pipeline) {
    List<String> chosen = ids;
    if (chosen.isEmpty()) {
      chosen =
          Arrays.stream(Lane.values())
              .flatMap(lane -> pipeline.judging().lane(lane).models().stream())
              .toList();
    }
    try {
      return chosen.stream().map(pipeline.models().known()::get).toList();
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private Image image() {
    if (picture == null) {
      byte[] bgr = new byte[DRAWN * DRAWN * 3];
      for (int i = 0; i < bgr.length; i++) {
        bgr[i] = (byte) ((i / 3 % DRAWN + i / 3 / DRAWN) / 2);
      }
      return new Image(DRAWN, DRAWN, bgr, 1);
    }
    try {
      byte[] bytes = Files.readAllBytes(picture);
      return ImageDecoder.decode(bytes, ImageHeader.parse(bytes), Integer.MAX_VALUE);
    } catch (NoSuchFileException e) {
      throw CliFailure.usage("the picture '" + picture + "' does not exist.", e);
    } catch (IOException | ImageRejectedException e) {
      throw CliFailure.usage("the picture '" + picture + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
