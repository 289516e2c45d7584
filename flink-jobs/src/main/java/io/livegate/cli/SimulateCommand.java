package io.livegate.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.simulate.Measured;
import io.livegate.simulate.Simulation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate simulate}: what a million sessions weigh, without a picture. */
@Command(
    name = "simulate",
    header = "Drive the decider with the signals of many sessions; report state and speed.",
    description = {
      "",
      "From ten thousand sessions up to --sessions, ten times as many each time: all are in front of"
          + " the gate at once and stay in the call. State lies on the heap: give it two gigabytes"
          + " and four more for each million, as in LIVEGATE_JAVA_OPTS=-Xmx6g."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "docs/scale.md reads the figures."})
final class SimulateCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FIRST = 10_000;
  private static final long MOST = 20_000_000;

  private final Console console;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Sessions at once in the last round (default: ${DEFAULT-VALUE}).")
  private long sessions;

  @Option(
      names = "--json",
      description = "One JSON object a round, and one with the growth over all of them.")
  private boolean json;

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  SimulateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (sessions < 1 || sessions > MOST) {
      throw CliFailure.usage("--sessions takes 1 to " + MOST + ", not " + sessions + ".");
    }
    PipelineChoice.Pipeline pipeline = chosen.read(TimeAxis.MEDIA);
    Simulation simulation = new Simulation(pipeline.config(), pipeline.policy());
    List<Measured> rounds = new ArrayList<>();
    if (!json) {
      console.out().println("  sessions   state/session   checkpoint        records/s and core");
    }
    for (long now = Math.min(FIRST, sessions); ; now = Math.min(10 * now, sessions)) {
      Measured round = simulation.run(now);
      rounds.add(round);
      console.out().println(json ? JSON.writeValueAsString(object(round)) : line(round));
      if (now == sessions) {
        break;
      }
    }
    if (json) {
      console.out().println(JSON.writeValueAsString(growth(rounds)));
    }
    return ExitCode.OK;
  }

  private static String line(Measured round) {
    return String.format(
        Locale.ROOT,
        "%10d %9.0f bytes %8.1f MB %6.1f s %12.0f",
        round.sessions(),
        round.bytesPerSession(),
        round.stateBytes() / 1e6,
        round.checkpointMillis() / 1e3,
        round.recordsPerSecondAndCore());
  }

  private static ObjectNode object(Measured round) {
    return JSON.createObjectNode()
        .put("sessions", round.sessions())
        .put("records", round.records())
        .put("events", round.events())
        .put("seconds", round.seconds())
        .put("recordsPerSecondAndCore", Math.round(round.recordsPerSecondAndCore()))
        .put("stateBytes", round.stateBytes())
        .put("bytesPerSession", Math.round(round.bytesPerSession()))
        .put("checkpointMillis", round.checkpointMillis());
  }

  /** Of one session between the first round and the last: linear growth keeps it the same. */
  private static ObjectNode growth(List<Measured> rounds) {
    ObjectNode summary = JSON.createObjectNode();
    ArrayNode sizes = summary.putArray("sessions");
    ArrayNode bytes = summary.putArray("bytesPerSession");
    rounds.forEach(round -> sizes.add(round.sessions()));
    rounds.forEach(round -> bytes.add(Math.round(round.bytesPerSession())));
    Measured first = rounds.get(0);
    Measured last = rounds.get(rounds.size() - 1);
    return summary.put("stateGrowth", last.bytesPerSession() / first.bytesPerSession());
  }
}
