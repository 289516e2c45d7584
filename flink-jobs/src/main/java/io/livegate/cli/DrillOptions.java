package io.livegate.cli;

import io.livegate.ingest.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What every drill takes, and how it ends: one JSON object, or a message that says why not. */
final class DrillOptions {

  @Option(
      names = "--media",
      paramLabel = "DIR",
      description =
          "Videos that sessions show, half of them in soak and models drill, a sixth in chaos (default:"
              + " ../shared/media/dev where it is there, else generated pictures only).")
  private @Nullable Path media;

  @Option(names = "--json", description = "Nothing but the JSON object, which comes in any case.")
  private boolean json;

  /** Folders or files with videos; may be empty. */
  List<Path> videos() {
    return Checkout.media(media);
  }

  /**
   * How a drill ended.
   *
   * @param text for people
   * @param holds whether every promise was kept
   */
  record Outcome(String text, String json, boolean holds) {}

  /** Runs in a folder of its own. */
  interface Drill {
    Outcome run(Path folder) throws IOException, InterruptedException, SourceException;
  }

  /** Runs it in a folder that is gone afterwards, at Ctrl-C as well, and gives the exit code. */
  int run(String name, Console console, Drill drill) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("livegate-" + name + "-");
    Thread hook = new Thread(() -> deleteAsIs(folder), "livegate-delete-drill");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return runIn(folder, console, drill);
    } finally {
      delete(folder);
      unhook(hook);
    }
  }

  /** Its process ends at the same time, and may write a last line in between. */
  private static void deleteAsIs(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      // At Ctrl-C nobody is left to hear of a folder with a log in it.
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook runs or has run.
    }
  }

  /** Runs it in the folder, which stays, and gives the exit code. */
  int runIn(Path folder, Console console, Drill drill) throws IOException, InterruptedException {
    try {
      Outcome outcome = drill.run(folder);
      if (!json) {
        console.out().println(outcome.text());
      }
      console.out().println(outcome.json());
      return outcome.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (SourceException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (NoSuchFileException e) {
      // It was deleted before.
    }
  }
}
