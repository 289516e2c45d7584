package io.livegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.bench.Reel;
import io.livegate.bench.calls.CallFrames;
import io.livegate.bench.calls.CallOutcome;
import io.livegate.bench.calls.CallScript;
import io.livegate.bench.calls.Incident;
import io.livegate.bench.calls.PlanComparison;
import io.livegate.bench.calls.PlanFigures;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.ConfigProblemsException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.job.config.PipelineConfigParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate long-calls}: what a plan of judging misses in calls of minutes. */
@Command(
    name = "long-calls",
    header = "Measure what is missed in calls of minutes, and what it costs to look more often.",
    description = {
      "",
      "Makes calls of minutes from videos of people. In some of them something else takes the"
          + " person's place for a while: a print, a replay, a shaken or a frozen picture, a covered"
          + " camera, an empty room, another video. All are judged twice, with the same policy: by"
          + " the plan of --config and by that of --against. The last line on standard output is one"
          + " JSON object."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "docs/performance.md reads the figures."})
final class LongCallsCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A shorter video, forth and back, is a loop more than a person. */
  private static final int FEWEST_FRAMES = 40;

  /**
   * Calls before any is counted, under each plan. After one alone, the plan that is judged first
   * was charged with the compiler's work for both.
   */
  private static final int FIRST = 5;

  private final Console console;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Videos of one person each, four seconds or longer; shorter ones are left out.")
  private List<Path> people = List.of();

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Configuration with the other plan (default: bench/peers/every-frame.yaml of the"
              + " checkout: every model on every frame).")
  private @Nullable Path against;

  @Option(
      names = "--empty",
      paramLabel = "FILE|DIR",
      description =
          "Pictures and videos without a person, for the empty room and the other video; may be"
              + " given several times. Without them both are left out.")
  private List<Path> empty = List.of();

  @Option(
      names = "--calm",
      paramLabel = "N",
      defaultValue = "12",
      description = "Calls in which nothing happens, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int calm;

  @Option(
      names = "--incidents",
      paramLabel = "N",
      defaultValue = "28",
      description = "Calls with an incident, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int incidents;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "150",
      description =
          "Length of a calm call, 70 to 600; one with an incident ends ten seconds after it"
              + " (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of moments, lengths and pictures (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Nothing but JSON: also a line for each call.")
  private boolean json;

  @Mixin private Jobs jobs = new Jobs();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  LongCallsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    between(1, calm, 1000, "--calm");
    between(1, incidents, 1000, "--incidents");
    between(CallScript.FEWEST_SECONDS, seconds, 600, "--seconds");
    PipelineChoice.Pipeline plan = chosen.read(TimeAxis.MEDIA);
    PipelineChoice.Pipeline other =
        new PipelineChoice.Pipeline(
            other().withTime(TimeAxis.MEDIA).withSessionsApart(), plan.policy());
    int atATime = jobs.atATime();
    try (Progress progress = new Progress(console)) {
      List<Reel> faces = people(progress);
      List<Reel> others = empty.isEmpty() ? List.of() : Reel.readAll(empty);
      List<Reel> rooms = others.stream().filter(reel -> reel.frames().size() == 1).toList();
      List<Reel> scenes = others.stream().filter(reel -> reel.frames().size() > 1).toList();
      List<CallScript> calls =
          CallScript.draw(faces.size(), calm, incidents, kinds(rooms, scenes), seconds, seed);
      List<CallScript> first =
          CallScript.draw(faces.size(), FIRST, 0, List.of(), CallScript.FEWEST_SECONDS, seed)
              .stream()
              .map(call -> call.named("first-" + call.session()))
              .toList();
      LongCallRun run =
          new LongCallRun(new CallFrames(faces, rooms, scenes), atATime, progress, this::tell);
      PlanFigures ours = run.judge("plan", plan, first, calls);
      PlanFigures theirs = run.judge("against", other, first, calls);
      PlanComparison found = new PlanComparison(seed, seconds, faces.size(), ours, theirs);
      progress.clear();
      if (!json) {
        console.out().print(found.text());
      }
      console.out().println(found.json());
      return ExitCode.OK;
    } catch (SourceException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Reel> people(Progress progress) throws SourceException {
    List<Reel> all = Reel.read(people);
    List<Reel> lasting = new ArrayList<>();
    for (Reel reel : all) {
      if (reel.frames().size() >= FEWEST_FRAMES) {
        lasting.add(reel);
      } else {
        progress.note(reel.name() + " is shorter than four seconds and left out");
      }
    }
    if (lasting.isEmpty()) {
      throw CliFailure.usage("none of the videos lasts four seconds: name longer ones.");
    }
    return lasting;
  }

  private static List<Incident> kinds(List<Reel> rooms, List<Reel> scenes) {
    return Stream.of(Incident.values())
        .filter(kind -> kind != Incident.ROOM || !rooms.isEmpty())
        .filter(kind -> kind != Incident.SCENE || !scenes.isEmpty())
        .toList();
  }

  private PipelineConfig other() {
    Path file = against != null ? against : Checkout.file("bench/peers/every-frame.yaml");
    if (file == null) {
      throw CliFailure.usage(
          "bench/peers/every-frame.yaml is not in "
              + Checkout.root()
              + ": --against names another"
              + " configuration.");
    }
    try {
      return PipelineConfigParser.read(file);
    } catch (ConfigProblemsException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private static void between(int least, int given, int most, String option) {
    if (given < least || given > most) {
      throw CliFailure.usage(option + " takes " + least + " to " + most + ", not " + given + ".");
    }
  }

  /** A line for each call, for those who look closer. */
  private void tell(String plan, CallOutcome outcome) {
    if (!json) {
      return;
    }
    CallScript call = outcome.call();
    ObjectNode line = JSON.createObjectNode();
    line.put("by", plan);
    line.put("session", call.session());
    line.put("person", call.person());
    line.put("incident", call.incident() == null ? null : call.incident().id());
    line.put("fromMillis", call.incident() == null ? null : call.fromMillis());
    line.put("untilMillis", call.incident() == null ? null : call.untilMillis());
    line.put("admittedMillis", outcome.admittedMillis());
    line.put("delayMillis", outcome.delayMillis());
    line.put("stopDelayMillis", outcome.stopDelayMillis());
    line.put("judgedFrames", outcome.judgedFrames());
    line.putPOJO("actions", outcome.actions());
    line.putPOJO("falseActions", outcome.falseActions());
    try {
      console.out().println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what came of " + call.session() + " is not JSON", e);
    }
  }
}
