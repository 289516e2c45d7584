package io.livegate.cli;

import io.livegate.report.WeekReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate audit report}. */
@Command(
    name = "report",
    header = "Say what a week brought: actions by tenant and reason, what people overturned.",
    description = {
      "",
      "And who changed policies, and twenty sessions of each tenant that were let in and not stopped,"
          + " for somebody to look at: the same ones for everybody who asks."
    },
    optionListHeading = "%nOptions:%n")
final class AuditReportCommand implements Runnable {

  private final Console console;

  @Option(
      names = "--week",
      paramLabel = "2026-W47",
      description = "ISO week, UTC (default: the last one that is over).")
  private @Nullable String week;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private RecordedEvents events = new RecordedEvents();

  AuditReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    String chosen = week == null ? lastWeek() : week;
    if (!chosen.matches("\\d{4}-W(0[1-9]|[1-4]\\d|5[0-3])")) {
      throw CliFailure.usage("--week '" + chosen + "' is no ISO week; write it as 2026-W47.");
    }
    WeekReport report = new WeekReport(chosen);
    events.read(report::take);
    if (json) {
      console.out().println(report.json());
    } else {
      console.out().print(report.text());
    }
  }

  private static String lastWeek() {
    return WeekReport.weekOf(System.currentTimeMillis() - Duration.ofDays(7).toMillis());
  }
}
