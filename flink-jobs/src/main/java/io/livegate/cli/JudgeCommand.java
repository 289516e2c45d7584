package io.livegate.cli;

import io.livegate.cli.session.AskedTask;
import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.JudgedSession;
import io.livegate.cli.session.ReportJson;
import io.livegate.cli.session.SignalsFile;
import io.livegate.cli.text.Style;
import io.livegate.cli.text.Timeline;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.FrameSource;
import io.livegate.ingest.source.MediaFile;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.ingest.source.SourceException;
import io.livegate.ingest.source.StillSource;
import io.livegate.ingest.source.StreamSource;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate judge}: media files through the real pipeline, in media time. */
@Command(
    name = "judge",
    header = "Judge videos, pictures and folders of them, each as one session.",
    description = {
      "",
      "Starts broker, Flink and job in this process and sends every file through them in media"
          + " time, as fast as the machine can; the same input gives the same output."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit code 0 when every input got its answer, unreadable ones included."})
final class JudgeCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Videos, pictures, folders.")
  private List<String> inputs = List.of();

  @Option(names = "--json", description = "One JSON object a session, in input order.")
  private boolean json;

  @Option(
      names = "--fps",
      paramLabel = "N",
      defaultValue = "10",
      description = "Frames taken from a second of video, 1 to 60 (default: ${DEFAULT-VALUE}).")
  private int fps = 10;

  @Option(
      names = "--challenge",
      paramLabel = "TASK@SECONDS",
      description =
          "Give the person a task at that moment of each video and say whether they did it:"
              + " turn-left, turn-right, look-down, hand-across-face, come-closer,"
              + " blink-twice or follow-colour. May be given several times.")
  private List<String> challenges = List.of();

  @Option(
      names = "--receiver",
      paramLabel = "FILE",
      description = {
        "What the other side of the call saw of the one FILE: a second witness of the same session"
            + " (docs/recurrence.md)."
      })
  private @Nullable Path receiver;

  @Option(
      names = "--signals-out",
      paramLabel = "FILE",
      description = {
        "Also write what was measured, one signals record a line, each session to the end of its"
            + " media whatever was decided: ./livegate policy replay decides on it again."
      })
  private @Nullable Path signalsOut;

  @Option(
      names = "--on-cluster",
      description = "Judge on the cluster of this machine instead, by a job of its own there.")
  private boolean onCluster;

  @Mixin private Jobs jobs = new Jobs();

  @Mixin private ClusterChoice choice = new ClusterChoice();

  @Mixin private Together together = new Together();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  JudgeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    JudgeRun.Order order = together.order(jobs);
    if (fps < 1 || fps > 60) {
      throw CliFailure.usage("--fps takes 1 to 60 frames a second, not " + fps + ".");
    }
    List<AskedTask> tasks = tasks();
    PipelineChoice.Pipeline pipeline = chosen.read(TimeAxis.MEDIA, together.chosen());
    List<JudgeRun.Input> media = media(tasks);
    Consumer<JudgedSession> printer = printer();
    try (SignalsFile signals = signalsFile();
        Progress progress = new Progress(console);
        JudgingSystem system = system(pipeline, progress::note);
        JudgeRun run =
            new JudgeRun(
                system.target(),
                order,
                progress::note,
                signals == null ? unused -> {} : signals::add)) {
      system.onFailure(run::fail);
      progress.watch(media.size(), run::framesAccounted);
      run.judge(
          media,
          judged -> {
            progress.clear();
            printer.accept(judged);
            if (signals != null) {
              signals.write(judged.report().session());
            }
            progress.sessionDone();
          });
    }
    return ExitCode.OK;
  }

  private JudgingSystem system(PipelineChoice.Pipeline pipeline, Consumer<String> notes)
      throws InterruptedException {
    return onCluster
        ? OnCluster.soon(pipeline, choice.running(), notes)
        : Embedded.start(pipeline, notes);
  }

  private @Nullable SignalsFile signalsFile() {
    try {
      return signalsOut == null ? null : new SignalsFile(signalsOut);
    } catch (IOException e) {
      throw CliFailure.usage("--signals-out " + signalsOut + " cannot be written.", e);
    }
  }

  private Consumer<JudgedSession> printer() {
    if (json) {
      return judged -> console.out().println(ReportJson.line(judged.report()));
    }
    Timeline timeline = new Timeline(new Style(console.colour()), console.columns());
    return judged -> console.out().println(timeline.of(judged));
  }

  private List<AskedTask> tasks() {
    try {
      return challenges.stream().map(AskedTask::parse).toList();
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage("--challenge: " + e.getMessage() + ".");
    }
  }

  /** Inputs in the order given. One that is not there keeps its place, unless none is. */
  private List<JudgeRun.Input> media(List<AskedTask> tasks) {
    List<JudgeRun.Input> media = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String given : inputs) {
      if (Inputs.isLive(given)) {
        throw CliFailure.usage(
            "judge takes files and folders; watch "
                + StreamSource.shown(given)
                + " with ./livegate demo or ./livegate run --source.");
      }
      try {
        for (MediaFile file : MediaFiles.list(List.of(given))) {
          media.add(new JudgeRun.Input(file.session(), () -> open(file.path()), tasks));
        }
      } catch (SourceException e) {
        missing.add(given);
        media.add(
            new JudgeRun.Input(
                given,
                () -> {
                  throw e;
                }));
      }
    }
    if (receiver != null) {
      return List.of(withReceiver(media, receiver));
    }
    if (media.size() == missing.size()) {
      throw CliFailure.usage(
          missing.isEmpty()
              ? "there is no video and no picture in " + String.join(", ", inputs) + "."
              : "no such file or folder: " + String.join(", ", missing) + ".");
    }
    return media;
  }

  private JudgeRun.Input withReceiver(List<JudgeRun.Input> media, Path seen) {
    if (media.size() != 1) {
      throw CliFailure.usage(
          "--receiver is what was seen of one file, and " + media.size() + " are given.");
    }
    if (!Files.isRegularFile(seen)) {
      throw CliFailure.usage("there is no file " + seen + " for --receiver.");
    }
    JudgeRun.Input sender = media.get(0);
    return new JudgeRun.Input(sender.session(), sender.source(), sender.tasks(), () -> open(seen));
  }

  private FrameSource open(Path file) throws SourceException {
    return MediaFiles.isStill(file) ? new StillSource(file) : new FileSource(file, fps);
  }
}
