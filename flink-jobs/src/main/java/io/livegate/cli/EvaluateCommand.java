package io.livegate.cli;

import io.livegate.cli.session.EventView;
import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.JudgedSession;
import io.livegate.cli.session.SessionReport;
import io.livegate.evaluate.count.BlinkRecall;
import io.livegate.evaluate.count.Case;
import io.livegate.evaluate.count.Count;
import io.livegate.evaluate.count.Figures;
import io.livegate.evaluate.count.Happening;
import io.livegate.evaluate.count.Medium;
import io.livegate.evaluate.count.RefusalWatch;
import io.livegate.evaluate.count.ReportJson;
import io.livegate.evaluate.count.SignalLog;
import io.livegate.evaluate.face.FaceRecall;
import io.livegate.evaluate.html.Evaluation;
import io.livegate.evaluate.html.ReportPage;
import io.livegate.evaluate.manifest.Annotations;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.model.ModelUnavailableException;
import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate evaluate}: error rates of the real pipeline on files whose truth is known. */
@Command(
    name = "evaluate",
    header = "Measure the error rates on files of which is known what they show.",
    description = {
      "",
      "Judges every file of a manifest as livegate judge does, each alone, and writes report.json"
          + " and report.html. The manifest is a CSV file with at least the columns path, category"
          + " and label; docs/accuracy.md says how labels are counted."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit code 0 when the report was written; missing and unreadable files are listed."
    })
final class EvaluateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "MANIFEST.csv", description = "Files and what they show.")
  private Path manifestFile = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for report.json and report.html; made when it is not there.")
  private Path out = Path.of("");

  @Mixin private Jobs jobs = new Jobs();

  @Mixin private Together together = new Together();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    JudgeRun.Order order = together.order(jobs);
    Manifest manifest = ManifestRun.read(manifestFile);
    PipelineChoice.Pipeline pipeline = chosen.read(TimeAxis.MEDIA, together.chosen());
    Policy policy = policy(pipeline);
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw CliFailure.usage("the folder '" + out + "' cannot be made; name another --out.", e);
    }
    try (Progress progress = new Progress(console)) {
      Judged judged = judge(manifest, pipeline, policy, order, progress);
      Annotations annotations = Annotations.beside(manifest);
      annotations.notes().forEach(progress::note);
      Figures figures =
          new Count(policy)
              .of(
                  judged.cases(),
                  faces(manifest, annotations, pipeline.config(), progress),
                  BlinkRecall.of(annotations.blinks(), judged.cases()));
      Files.writeString(out.resolve("report.json"), ReportJson.text(figures));
      Files.writeString(
          out.resolve("report.html"),
          ReportPage.of(
              new Evaluation(
                  String.valueOf(manifestFile.getFileName()),
                  manifest,
                  policy,
                  figures,
                  judged.cases(),
                  judged.unread())));
      progress.clear();
      listUncounted(manifest, judged, progress);
    }
    console.out().println(out.resolve("report.json"));
    console.out().println(out.resolve("report.html"));
    return ExitCode.OK;
  }

  /**
   * What came of the manifest's files.
   *
   * @param unread paths that are missing or hold not one readable picture, each with why
   */
  private record Judged(List<Case> cases, List<String> unread) {}

  private Judged judge(
      Manifest manifest,
      PipelineChoice.Pipeline pipeline,
      Policy policy,
      JudgeRun.Order order,
      Progress progress)
      throws InterruptedException, ExecutionException {
    List<Case> cases = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    SignalLog log = new SignalLog();
    RefusalWatch watch = new RefusalWatch(policy);
    List<String> unread =
        new ManifestRun(pipeline, order, progress)
            .judge(
                manifest,
                entry -> entry.truth() != Truth.APART,
                signals -> {
                  log.add(signals);
                  watch.add(signals);
                },
                (entry, judged) -> {
                  if (log.of(entry.path()).isEmpty()) {
                    empty.add(entry.path() + ": holds no picture that can be read");
                  } else {
                    cases.add(asCase(entry, manifest, judged, log, watch));
                  }
                });
    return new Judged(cases, Stream.concat(unread.stream(), empty.stream()).toList());
  }

  private static void listUncounted(Manifest manifest, Judged judged, Progress progress) {
    judged.unread().forEach(unread -> progress.note("not counted: " + unread));
    Set<String> unknown = new TreeSet<>();
    for (ManifestEntry entry : manifest.entries()) {
      if (entry.truth() == Truth.UNKNOWN) {
        unknown.add(entry.category() + "/" + entry.label());
      }
    }
    if (!unknown.isEmpty()) {
      progress.note("labels that no figure counts: " + String.join(", ", unknown));
    }
  }

  private static Case asCase(
      ManifestEntry entry,
      Manifest manifest,
      JudgedSession judged,
      SignalLog log,
      RefusalWatch watch) {
    SessionReport report = judged.report();
    List<Happening> happenings =
        report.events().stream()
            .map(EventView::of)
            .filter(event -> !event.type().equals("ended"))
            .map(EvaluateCommand::happening)
            .toList();
    return new Case(
        entry,
        MediaFiles.isStill(manifest.locate(entry)) ? Medium.STILL : Medium.CLIP,
        report.outcome(),
        report.admitted(),
        report.reasons(),
        happenings,
        log.of(entry.path()),
        watch.wouldHaveRefused(entry.path()));
  }

  /** What a rule on trial would have done was not done, and has another name. */
  private static Happening happening(EventView event) {
    return new Happening(
        event.observed() ? "on trial: " + event.type() : event.type(),
        event.atMillis(),
        event.rule(),
        event.statement());
  }

  private static Figures.Faces faces(
      Manifest manifest, Annotations annotations, PipelineConfig config, Progress progress) {
    int annotated = annotations.faces().size();
    if (annotated == 0) {
      return new Figures.Faces(0, 0);
    }
    try (FaceFinder finder = LaneFrameJudges.openFaceFinder(config, said -> {})) {
      return new Figures.Faces(
          annotated,
          FaceRecall.found(annotations.faces(), manifest.folder(), finder, progress::note));
    } catch (ModelUnavailableException e) {
      progress.note("annotated faces are not looked for: " + e.getMessage());
      return new Figures.Faces(annotated, null);
    }
  }

  private static Policy policy(PipelineChoice.Pipeline pipeline) throws PolicyException {
    return PolicyParser.parse(pipeline.policy(), "the policy");
  }
}
