package io.livegate.cli;

import io.livegate.cli.session.JudgeRun;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.evaluate.stats.Rate;
import io.livegate.fit.FusionFit;
import io.livegate.fit.LeaveOneSourceOut;
import io.livegate.fit.Trace;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.liveness.fuse.Fusion;
import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate fit}: how the liveness cues count, learned from files whose truth is known. */
@Command(
    name = "fit",
    header = "Fit how the liveness cues count, and say how well that carries over.",
    description = {
      "",
      "Judges the clips of the manifests that show genuine people, prints, replays, masks, frozen or"
          + " still pictures, and writes what each cue's value is worth. Rows whose column fit says no"
          + " are left out: an attack pack says so of its unseen half. Then fits again without each"
          + " source in turn, and prints the errors on what was left out."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "The shipped file is liveness-detector/src/main/resources/io/livegate/liveness/fuse/"
          + "fusion.yaml; docs/cues.md has the command that made it."
    })
final class FitCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "MANIFEST.csv",
      arity = "1..*",
      description = "Files and what they show.")
  private List<Path> manifests = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE.yaml",
      required = true,
      description = "Where to write the fusion.")
  private Path out = Path.of("");

  @Mixin private Jobs jobs = new Jobs();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  FitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Outputs.requireWritable(out);
    int sessions = jobs.atATime();
    List<Manifest> read = manifests.stream().map(ManifestRun::read).toList();
    PipelineChoice.Pipeline pipeline = chosen.read(TimeAxis.MEDIA);
    Policy policy = PolicyParser.parse(pipeline.policy(), "the policy");
    List<Trace> traces = new ArrayList<>();
    try (Progress progress = new Progress(console)) {
      for (Manifest manifest : read) {
        traces.addAll(
            traces(
                manifest,
                new ManifestRun(pipeline, new JudgeRun.Order.Apart(sessions), progress),
                progress));
      }
      progress.clear();
    }
    fit(traces, policy);
    return ExitCode.OK;
  }

  private void fit(List<Trace> traces, Policy policy) {
    FusionFit fit = new FusionFit(Fusion.DIRECTIONS, Fusion.ACCUSING, Fusion.LOWEST);
    Fusion fusion;
    try {
      fusion = fit.of(traces);
      Files.writeString(out, fusion.yaml());
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(e.getMessage() + "; name a manifest that has both.", e);
    } catch (IOException e) {
      throw CliFailure.failed("the fusion was not written to " + out + ": " + e.getMessage(), e);
    }
    LeaveOneSourceOut.Errors errors = new LeaveOneSourceOut(fit, policy).of(traces, fusion);
    Map<String, Rate> fitted = LeaveOneSourceOut.byLabel(traces, errors.fitted());
    Map<String, Rate> leftOut = LeaveOneSourceOut.byLabel(traces, errors.leftOut());
    console.out().printf("%-16s %12s %12s%n", "wrong", "fitted", "left out");
    fitted.forEach(
        (label, rate) ->
            console.out().printf("%-16s %12s %12s%n", label, show(rate), show(leftOut.get(label))));
    errors.leftOut().forEach(trace -> console.out().println("left out and wrong: " + trace.path()));
    console.out().println(out);
  }

  private static String show(@Nullable Rate rate) {
    return rate == null ? "-" : rate.hits() + "/" + rate.n();
  }

  private static List<Trace> traces(Manifest manifest, ManifestRun run, Progress progress)
      throws InterruptedException, ExecutionException {
    // filled by the thread that reads the signals, emptied by those that hand sessions on
    Map<String, List<Signals>> bySession = new ConcurrentHashMap<>();
    List<Trace> traces = new ArrayList<>();
    run.judge(
            manifest,
            entry -> isForFitting(manifest, entry),
            signals ->
                bySession.computeIfAbsent(signals.session(), s -> new ArrayList<>()).add(signals),
            (entry, judged) -> {
              List<Signals> records = bySession.remove(entry.path());
              if (records != null) {
                traces.add(trace(entry, records));
              }
            })
        .forEach(missing -> progress.note("left out: " + missing));
    return traces;
  }

  /** A clip of a genuine person or of something presented to the camera, not kept for testing. */
  private static boolean isForFitting(Manifest manifest, ManifestEntry entry) {
    boolean shown =
        entry.label().startsWith("print")
            || entry.label().startsWith("replay")
            || entry.label().equals("freeze")
            || entry.label().equals("mask")
            || entry.label().equals("static-image");
    boolean genuine = entry.truth() == Truth.BONA_FIDE;
    return (genuine || entry.truth() == Truth.ATTACK && shown)
        && !entry.column("fit").equals("no")
        && !MediaFiles.isStill(manifest.locate(entry));
  }

  private static Trace trace(ManifestEntry entry, List<Signals> records) {
    Double said = entry.seconds();
    double last = records.get(records.size() - 1).atMillis() / 1000.0;
    return new Trace(
        entry.path(),
        source(entry),
        entry.label(),
        entry.truth() == Truth.BONA_FIDE,
        said == null ? last : said,
        records);
  }

  /** As the manifest says, else the part of the file's name before a double underscore. */
  private static String source(ManifestEntry entry) {
    String name = entry.column("source").isEmpty() ? entry.stem() : entry.column("source");
    int end = name.indexOf("__");
    return end < 0 ? name : name.substring(0, end);
  }
}
