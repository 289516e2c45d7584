package io.livegate.cli;

import io.livegate.report.BanList;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate bans}. */
@Command(
    name = "bans",
    header = "List the devices that are banned now.",
    description = {
      "",
      "Folds the events: a ban is over when its time is or when it was taken back. A ban without end"
          + " that is older than the topic keeps is found in the audit log."
    },
    optionListHeading = "%nOptions:%n")
final class BansCommand implements Runnable {

  private final Console console;

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Of this tenant only.")
  private @Nullable String tenant;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Mixin private RecordedEvents events = new RecordedEvents();

  BansCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    BanList bans = new BanList();
    events.read(bans::take);
    List<BanList.Entry> now =
        bans.at(System.currentTimeMillis()).stream()
            .filter(ban -> tenant == null || tenant.equals(ban.tenant()))
            .toList();
    for (BanList.Entry ban : now) {
      console.out().println(json ? ban.json() : line(ban));
    }
    if (now.isEmpty()) {
      console.err().println("livegate: no device is banned");
    }
  }

  private static String line(BanList.Entry ban) {
    Long until = ban.untilMillis();
    return String.join(
        "  ",
        ban.tenant(),
        ban.device(),
        until == null ? "without end" : "until " + Instant.ofEpochMilli(until),
        "by " + ban.ruleId(),
        ban.reasonCategory(),
        ban.id());
  }
}
