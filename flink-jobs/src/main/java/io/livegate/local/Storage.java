package io.livegate.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A private folder that is gone afterwards, in memory where the system offers that. */
final class Storage implements AutoCloseable {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Path folder;
  private final Thread hook;

  private Storage(Path folder) {
    this.folder = folder;
    this.hook = new Thread(this::delete, "livegate-delete-storage");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static Storage create() {
    try {
      if (Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)) {
        return new Storage(
            Files.createTempDirectory(
                SHARED_MEMORY,
                "livegate-",
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------"))));
      }
      // createTempDirectory gives owner-only permissions by itself.
      return new Storage(Files.createTempDirectory("livegate-"));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the embedded broker can be made", e);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook runs or has run.
    }
  }

  private void delete() {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      // The broker's own threads may delete a segment meanwhile; once more, then leave it.
      paths = List.of(folder);
    }
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        path.toFile().deleteOnExit();
      }
    }
  }
}
