package io.livegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.export.CoopExport;
import io.livegate.export.OspreyExport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate export}. */
@Command(
    name = "export",
    header = "Write events as other moderation software takes them, one JSON object a line.",
    description = {
      "",
      "coop: bodies for ROOST Coop's items API; with --appeal, the body of one appeal. osprey: records"
          + " for ROOST Osprey's input topic. docs/redress.md says what was checked."
    },
    optionListHeading = "%nOptions:%n")
final class ExportCommand implements Runnable {

  private final Console console;

  enum Format {
    coop,
    osprey
  }

  @Parameters(paramLabel = "coop|osprey", description = "Whose form.")
  private Format format = Format.coop;

  @Option(
      names = "--appeal",
      paramLabel = "EVENT",
      description = "coop: the body of an appeal against the action of this event.")
  private @Nullable String appeal;

  @Option(
      names = "--by",
      paramLabel = "USER",
      description = "Who appeals, as the platform names them (default: the event's device).")
  private @Nullable String by;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in their words.")
  private @Nullable String reason;

  @Mixin private RecordedEvents events = new RecordedEvents();

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (appeal != null && format != Format.coop) {
      throw CliFailure.usage("--appeal goes with coop only: osprey takes no appeals.");
    }
    int[] written = {0};
    events.read(
        event -> {
          JsonNode out = of(event);
          if (out != null) {
            console.out().println(out);
            written[0]++;
          }
        });
    if (appeal != null && written[0] == 0) {
      throw CliFailure.usage("there is no action with the id '" + appeal + "' among the events.");
    }
    console.err().println("livegate: " + written[0] + " written");
  }

  private @Nullable JsonNode of(JsonNode event) {
    if (format == Format.osprey) {
      return OspreyExport.concerns(event) ? OspreyExport.action(event) : null;
    }
    if (!CoopExport.concerns(event)) {
      return null;
    }
    if (appeal == null) {
      return CoopExport.items(event);
    }
    return event.path("id").asText().equals(appeal)
        ? CoopExport.appeal(event, by, Instant.now(), reason)
        : null;
  }
}
