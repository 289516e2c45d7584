package io.livegate.job.judge;

import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.ManifestException;
import io.livegate.image.ImageRejectedException;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.policy.Task;
import io.livegate.policy.challenge.ChallengeReason;
import io.livegate.policy.challenge.Closing;
import io.livegate.policy.challenge.Result;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import io.livegate.testing.SharedMedia;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every task, asked of every clip at every quarter of a second, with what was seen in the clips by
 * eye beside it. Not a test and not run with them; docs/challenge.md has the command and the
 * result. Blinks of a clip that nobody annotated are "unknown", and an attack "with" a movement
 * shows by chance what was asked for. {@code -Dchallenge.manifest=} takes another manifest than the
 * development one, {@code -Dchallenge.every=} only every n-th clip of it, {@code -Dchallenge.keep=}
 * a folder in which the signals are kept for the next run.
 */
class ChallengeReport {

  private static final int STEP = 250;

  /** Shorter than this after the last start nobody can do anything. */
  private static final int REST = 1_500;

  /** The eye reads times off frames, and nobody reacts within this. */
  private static final int SLACK = 300;

  /**
   * A movement in a clip: when it begins and when the person is back, seconds; asked before {@code
   * notBefore}, the person does something else first.
   */
  private record Seen(String clip, Task task, double from, double back, double notBefore) {
    boolean isOf(ManifestEntry entry, Task task) {
      return stem(clip).equals(stem(entry.path())) && this.task == task;
    }

    boolean answers(long askedAt) {
      return askedAt <= from * 1e3 - SLACK
          && askedAt >= Math.max(back * 1e3 - AskedClip.DEADLINE + SLACK, notBefore * 1e3);
    }

    /** So near to one of the ends that either is right. */
    boolean isClose(long askedAt) {
      return !answers(askedAt)
          && askedAt <= from * 1e3 + SLACK
          && askedAt >= Math.max(back * 1e3 - AskedClip.DEADLINE, notBefore * 1e3) - SLACK;
    }
  }

  /** What a clip and the attacks that were made of it have in common. */
  private static String stem(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replaceAll("(--.*)?[.]mp4$", "");
  }

  @Test
  void ofEveryClip() throws Exception {
    String named = System.getProperty("challenge.manifest");
    Manifest manifest =
        Manifest.read(named == null ? SharedMedia.at("dev/MANIFEST.csv") : Path.of(named));
    int every = Integer.getInteger("challenge.every", 1);
    PipelineConfig config =
        PipelineConfigParser.parse("time: media\nlanes: {content: {enabled: false}}", "report");
    List<Seen> truth = truth();
    Set<String> blinksKnown =
        Files.readAllLines(SharedMedia.at("dev/annotations/blink_gt.csv")).stream()
            .map(line -> stem(line.split(",")[0]))
            .collect(Collectors.toSet());
    Map<String, int[]> totals = new TreeMap<>();
    int number = 0;
    try (FrameJudge judge = new LaneFrameJudges().open(config)) {
      for (ManifestEntry entry : manifest.entries()) {
        if (entry.path().endsWith(".mp4") && !isNoFace(entry) && number++ % every == 0) {
          List<Signals> signals = signals(judge, manifest, entry);
          report(entry, signals, truth, blinksKnown, totals);
        }
      }
    }
    totals.forEach(
        (what, n) ->
            System.out.printf(
                Locale.ROOT,
                "TOTAL %s: passed %d of %d questions, of %d of %d clips%n",
                what,
                n[0],
                n[1],
                n[2],
                n[3]));
  }

  private static boolean isNoFace(ManifestEntry entry) {
    return !List.of("live", "real", "deepfake", "presentation-attack")
            .contains(entry.path().split("/")[0])
        && !entry.path().contains("/attacks/")
        && System.getProperty("challenge.manifest") == null;
  }

  private static void report(
      ManifestEntry entry,
      List<Signals> signals,
      List<Seen> truth,
      Set<String> blinksKnown,
      Map<String, int[]> totals) {
    if (signals.isEmpty()) {
      return;
    }
    long end = signals.get(signals.size() - 1).atMillis();
    Map<String, int[]> counts = new TreeMap<>();
    for (Task task : Task.values()) {
      Map<ChallengeReason, Integer> whys = new TreeMap<>();
      boolean known = task != Task.BLINK_TWICE || blinksKnown.contains(stem(entry.path()));
      for (long at = 0; at <= Math.max(0, end - REST); at += STEP) {
        long askedAt = at;
        List<Seen> seen = truth.stream().filter(s -> s.isOf(entry, task)).toList();
        boolean asked = seen.stream().anyMatch(s -> s.answers(askedAt));
        if (seen.stream().anyMatch(s -> s.isClose(askedAt))) {
          continue;
        }
        Closing closing = AskedClip.ask(signals, task, at);
        boolean passed = closing.result() == Result.PASSED;
        whys.merge(closing.why(), 1, Integer::sum);
        String what = asked ? " with " : known ? " without " : " unknown ";
        int[] count = counts.computeIfAbsent(entry.label() + what + task.id(), k -> new int[2]);
        count[0] += passed ? 1 : 0;
        count[1]++;
        if (passed || asked) {
          System.out.printf(
              Locale.ROOT,
              "%s %s %s@%.1f: %s after %d ms %s%s%n",
              passed == asked ? "  " : asked ? "--" : known ? "!!" : "??",
              entry.path(),
              task.id(),
              at / 1e3,
              closing.why().id(),
              closing.tookMillis(),
              closing.measured(),
              asked ? " [seen]" : "");
        }
      }
      System.out.printf("   %s %s: %s%n", entry.path(), task.id(), whys);
    }
    counts.forEach(
        (what, n) -> {
          int[] total = totals.computeIfAbsent(what, k -> new int[4]);
          total[0] += n[0];
          total[1] += n[1];
          total[2] += n[0] > 0 ? 1 : 0;
          total[3]++;
        });
  }

  private static List<Signals> signals(FrameJudge judge, Manifest manifest, ManifestEntry entry)
      throws IOException, SourceException, ImageRejectedException {
    String folder = System.getProperty("challenge.keep");
    Path kept =
        folder == null ? null : Path.of(folder, entry.path().replaceAll("[^A-Za-z0-9.-]", "_"));
    List<Signals> signals = new ArrayList<>();
    if (kept != null && Files.exists(kept)) {
      for (String line : Files.readAllLines(kept)) {
        signals.add(SignalsJson.read(line.getBytes(StandardCharsets.UTF_8)));
      }
      return signals;
    }
    signals.addAll(AskedClip.signals(judge, entry.path(), manifest.locate(entry)));
    if (kept != null) {
      List<String> lines = new ArrayList<>();
      for (Signals frame : signals) {
        lines.add(new String(SignalsJson.write(frame), StandardCharsets.UTF_8));
      }
      Files.createDirectories(kept.getParent());
      Files.write(kept, lines);
    }
    return signals;
  }

  private static List<Seen> truth() throws IOException, ManifestException {
    try (InputStream in = ChallengeReport.class.getResourceAsStream("challenge-truth.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n"))
          .skip(1)
          .map(line -> line.split(","))
          .map(
              row ->
                  new Seen(
                      row[0],
                      Task.of(row[1]).orElseThrow(),
                      Double.parseDouble(row[2]),
                      Double.parseDouble(row[3]),
                      Double.parseDouble(row[4])))
          .toList();
    }
  }
}
