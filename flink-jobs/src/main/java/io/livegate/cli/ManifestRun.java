package io.livegate.cli;

import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.JudgedSession;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.ManifestException;
import io.livegate.ingest.source.MediaFiles;
import io.livegate.signal.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Judges the files of a manifest as {@code livegate judge} does. */
final class ManifestRun {

  private final PipelineChoice.Pipeline pipeline;
  private final JudgeRun.Order order;
  private final Progress progress;

  ManifestRun(PipelineChoice.Pipeline pipeline, JudgeRun.Order order, Progress progress) {
    this.pipeline = pipeline;
    this.order = order;
    this.progress = progress;
  }

  /**
   * Reads a manifest.
   *
   * @throws CliFailure naming every problem with its line
   */
  static Manifest read(Path file) {
    try {
      return Manifest.read(file);
    } catch (ManifestException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * @param wanted which entries to judge
   * @param measured takes every signals record of these sessions, each session named by its path
   * @param judged takes each entry in the manifest's order with what became of it
   * @return paths that are not there, each with why
   */
  List<String> judge(
      Manifest manifest,
      Predicate<ManifestEntry> wanted,
      Consumer<Signals> measured,
      BiConsumer<ManifestEntry, JudgedSession> judged)
      throws InterruptedException, ExecutionException {
    List<String> missing = new ArrayList<>();
    List<ManifestEntry> entries = new ArrayList<>();
    for (ManifestEntry entry : manifest.entries()) {
      if (wanted.test(entry)) {
        if (Files.isRegularFile(manifest.locate(entry))) {
          entries.add(entry);
        } else {
          missing.add(entry.path() + ": there is no such file");
        }
      }
    }
    List<JudgeRun.Input> inputs =
        entries.stream()
            .map(e -> new JudgeRun.Input(e.path(), () -> MediaFiles.open(manifest.locate(e))))
            .toList();
    try (Embedded system = Embedded.start(pipeline, progress::note);
        JudgeRun run = new JudgeRun(system.target(), order, progress::note, measured)) {
      system.onFailure(run::fail);
      progress.watch(inputs.size(), run::framesAccounted);
      List<ManifestEntry> waiting = new ArrayList<>(entries);
      run.judge(
          inputs,
          session -> {
            judged.accept(waiting.remove(0), session);
            progress.sessionDone();
          });
    }
    return missing;
  }
}
