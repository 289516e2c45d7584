package io.livegate.cli;

import io.livegate.cli.session.JudgeRun;
import io.livegate.deepfake.Suspicion;
import io.livegate.evaluate.count.Generator;
import io.livegate.evaluate.count.Originals;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.fit.LeaveOneGeneratorOut;
import io.livegate.fit.SuspicionFit;
import io.livegate.fit.SuspicionFit.Clip;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate fit-deepfake}: how the deepfake lane's weak scores count together. */
@Command(
    name = "fit-deepfake",
    header = "Fit how the deepfake scores count together, and say how well that carries over.",
    description = {
      "",
      "Judges the clips of the manifest that show deepfakes or genuine people, and writes what each"
          + " score of the deepfake lane is worth. Prints how each score does alone, and the whole on"
          + " each generator beside a fit that has not seen it."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "The shipped file is deepfake-detector/src/main/resources/io/livegate/deepfake/suspicion.yaml."
    })
final class FitDeepfakeCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "MANIFEST.csv", description = "Files and what they show.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE.yaml",
      required = true,
      description = "Where to write the result.")
  private Path out = Path.of("");

  @Mixin private Jobs jobs = new Jobs();

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  FitDeepfakeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Outputs.requireWritable(out);
    int sessions = jobs.atATime();
    Manifest manifest = ManifestRun.read(file);
    PipelineChoice.Pipeline pipeline = chosen.read(TimeAxis.MEDIA);
    Map<String, String> originals = originals(manifest);
    Map<String, Map<String, Double>> means = new TreeMap<>();
    try (Progress progress = new Progress(console)) {
      Map<String, List<Map<String, Double>>> bySession = new HashMap<>();
      new ManifestRun(pipeline, new JudgeRun.Order.Apart(sessions), progress)
          .judge(
              manifest,
              entry -> isForFitting(manifest, entry),
              signals -> keep(signals, bySession),
              (entry, judged) -> means.put(entry.path(), means(of(entry.path(), bySession))))
          .forEach(missing -> progress.note("left out: " + missing));
      progress.clear();
    }
    List<Clip> clips = new ArrayList<>();
    for (ManifestEntry entry : manifest.entries()) {
      Map<String, Double> measured = means.getOrDefault(entry.path(), Map.of());
      if (measured.size() > 1) { // a face large and clear enough for long enough
        clips.add(clip(entry, manifest, originals, measured));
      }
    }
    fit(clips, originals);
    return ExitCode.OK;
  }

  private void fit(List<Clip> clips, Map<String, String> originals) {
    Suspicion suspicion;
    try {
      suspicion = SuspicionFit.of(clips);
      Files.writeString(out, suspicion.yaml());
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(e.getMessage() + ".", e);
    } catch (IOException e) {
      throw CliFailure.failed("nothing was written to " + out + ": " + e.getMessage(), e);
    }
    List<Clip> fakes = clips.stream().filter(Clip::fake).toList();
    List<Clip> genuine = clips.stream().filter(clip -> !clip.fake()).toList();
    TreeSet<String> names = new TreeSet<>();
    clips.forEach(clip -> names.addAll(clip.means().keySet()));
    console.out().printf("%-24s %6s %8s%n", "score alone", "AUC", "pairs");
    for (String name : names) {
      ToDoubleFunction<Clip> score = clip -> clip.means().getOrDefault(name, 0.0);
      show(name, fakes, genuine, clips, originals, score);
    }
    show("all together, fitted", fakes, genuine, clips, originals, c -> suspicion.of(c.means()));
    console.out().printf("%n%-24s %6s %6s %8s%n", "generator", "fakes", "fitted", "left out");
    int flagged = 0;
    int unseen = 0;
    int judged = 0;
    double leftOut = 0;
    for (LeaveOneGeneratorOut.Row row : LeaveOneGeneratorOut.of(clips, suspicion)) {
      console
          .out()
          .printf(
              "%-24s %6d %6.2f %8.2f%n", row.generator(), row.fakes(), row.fitted(), row.leftOut());
      flagged += row.flagged();
      unseen += row.unseen();
      leftOut += row.leftOut() * row.fakes();
      judged += row.fakes();
    }
    if (judged > 0) {
      console.out().printf("%-24s %6d %6s %8.2f%n", "all", judged, "", leftOut / judged);
    }
    console.out().printf("originals above even odds when left out: %d/%d%n", flagged, unseen);
    console.out().println(out);
  }

  private void show(
      String name,
      List<Clip> fakes,
      List<Clip> genuine,
      List<Clip> clips,
      Map<String, String> originals,
      ToDoubleFunction<Clip> score) {
    console
        .out()
        .printf(
            "%-24s %6.2f %8s%n",
            name,
            LeaveOneGeneratorOut.auc(fakes, genuine, score),
            LeaveOneGeneratorOut.pairs(clips, originals, score));
  }

  private static boolean isForFitting(Manifest manifest, ManifestEntry entry) {
    boolean shown = entry.truth() == Truth.BONA_FIDE || entry.truth() == Truth.DEEPFAKE;
    return shown
        && !entry.column("fit").equals("no")
        && !MediaFiles.isStill(manifest.locate(entry));
  }

  private static List<Map<String, Double>> of(
      String session, Map<String, List<Map<String, Double>>> bySession) {
    synchronized (bySession) {
      return bySession.getOrDefault(session, List.of());
    }
  }

  /** Of the deepfake lane, what it measured wherever that was enough for a suspicion. */
  private static void keep(Signals signals, Map<String, List<Map<String, Double>>> bySession) {
    LaneSignal lane = signals.lane(Lane.DEEPFAKE);
    if (lane != null && lane.scores().containsKey("suspicion")) {
      Map<String, Double> scores = new TreeMap<>(lane.scores());
      scores.remove("suspicion");
      synchronized (bySession) {
        bySession.computeIfAbsent(signals.session(), s -> new ArrayList<>()).add(scores);
      }
    }
  }

  private static Map<String, Double> means(List<Map<String, Double>> answers) {
    Map<String, double[]> sums = new TreeMap<>();
    for (Map<String, Double> answer : answers) {
      answer.forEach(
          (name, score) -> {
            double[] sum = sums.computeIfAbsent(name, n -> new double[2]);
            sum[0] += score;
            sum[1]++;
          });
    }
    Map<String, Double> means = new TreeMap<>();
    sums.forEach((name, sum) -> means.put(name, sum[0] / sum[1]));
    return means;
  }

  private static Clip clip(
      ManifestEntry entry,
      Manifest manifest,
      Map<String, String> originals,
      Map<String, Double> means) {
    boolean fake = entry.truth() == Truth.DEEPFAKE;
    Set<String> generators = new TreeSet<>();
    for (ManifestEntry other : manifest.entries()) {
      if (fake ? other == entry : entry.path().equals(originals.get(other.path()))) {
        generators.add(Generator.of(other));
      }
    }
    return new Clip(entry.path(), fake, generators, means);
  }

  /** The path of each fake's own original, where it is known. */
  private static Map<String, String> originals(Manifest manifest) {
    Originals known =
        new Originals(
            manifest.entries().stream()
                .filter(entry -> !MediaFiles.isStill(manifest.locate(entry)))
                .toList());
    Map<String, String> originals = new HashMap<>();
    for (ManifestEntry entry : manifest.entries()) {
      ManifestEntry original = entry.truth() == Truth.DEEPFAKE ? known.of(entry) : null;
      if (original != null) {
        originals.put(entry.path(), original.path());
      }
    }
    return originals;
  }
}
