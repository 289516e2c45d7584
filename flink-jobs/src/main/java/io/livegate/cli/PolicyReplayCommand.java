package io.livegate.cli;

import io.livegate.cli.text.ReplayTable;
import io.livegate.cli.text.Style;
import io.livegate.policy.Policy;
import io.livegate.replay.Replay;
import io.livegate.replay.ReplayJson;
import io.livegate.replay.ReplaySummary;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate policy replay}. */
@Command(
    name = "replay",
    header = "Decide recorded signals again: who would be hit by a policy?",
    description = {
      "",
      "Shows how each recorded session would end under the policy NEW, and, held against OLD,"
          + " what would be gained and lost. Nothing is sent and nothing is changed."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "docs/foresee-a-policy.md explains what it prints."})
final class PolicyReplayCommand implements Runnable {

  private final Console console;

  @Option(
      names = "--policy",
      paramLabel = "NEW",
      required = true,
      description = {
        "The policy; again for each layer over it, over the shipped one where a layer comes first.",
        "An experiment is replayed on every session."
      })
  private List<Path> policy = List.of();

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = "The policy to hold it against, e.g. the one in force; layers as above.")
  private List<Path> against = List.of();

  @Option(names = "--json", description = "One JSON object a session, then the summary.")
  private boolean json;

  @Mixin private RecordedSignals signals = new RecordedSignals();

  PolicyReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Policy now = PolicyFiles.read(policy).policy();
    Policy before = against.isEmpty() ? null : PolicyFiles.read(against).policy();
    ReplaySummary summary = new ReplaySummary();
    Replay replay =
        new Replay(
            signals.clock(),
            now,
            before,
            one -> {
              summary.add(one);
              if (json) {
                console.out().println(ReplayJson.session(one));
              }
            });
    long start = System.nanoTime();
    signals.read(replay::take);
    replay.end();
    double seconds = (System.nanoTime() - start) / 1e9;
    console
        .out()
        .println(
            json
                ? ReplayJson.summary(summary, replay.signals(), now, before).toString()
                : new ReplayTable(new Style(console.colour()), now, before)
                    .of(summary, replay.signals()));
    if (now.strikes() != null) {
      console
          .err()
          .println("livegate: strikes add up across sessions; each is decided by itself here");
    }
    console
        .err()
        .printf(
            java.util.Locale.ROOT,
            "livegate: %,d signals decided in %.1f s, %,.0f a second%n",
            replay.signals(),
            seconds,
            replay.signals() / Math.max(1e-9, seconds));
  }
}
