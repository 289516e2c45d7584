package io.livegate.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A private folder that is gone afterwards, in memory where the system offers that.
 *
 * <p>A process that is killed cannot delete its folder, and there are pictures in it. So every
 * folder holds a file that its process keeps locked, and the next start deletes the folders nobody
 * holds.
 */
public final class Storage implements AutoCloseable {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "livegate-";
  private static final String OWNER = ".owner";

  /**
   * This process's folders are known by their name. Their file must not be looked at: a process
   * that closes a file gives up all its locks on it, also those of another channel (POSIX).
   */
  private static final String OWN = PREFIX + ProcessHandle.current().pid() + "-";

  private final Path folder;
  private final FileChannel owner;
  private final Thread hook;

  private Storage(Path folder) throws IOException {
    this.folder = folder;
    this.owner =
        FileChannel.open(
            folder.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    owner.lock();
    this.hook = new Thread(this::end, "livegate-delete-storage");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** In memory where there is some, else in the temporary folder. */
  public static Storage create() {
    return createIn(
        Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
            ? SHARED_MEMORY
            : Path.of(System.getProperty("java.io.tmpdir")));
  }

  static Storage createIn(Path parent) {
    try {
      deleteAbandoned(parent);
      // Only its owner may look into it: a temporary folder's permissions are such by themselves.
      return new Storage(Files.createTempDirectory(parent, OWN));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the embedded broker can be made", e);
    }
  }

  private static void deleteAbandoned(Path parent) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(parent)) {
      folders =
          all.filter(f -> f.getFileName().toString().startsWith(PREFIX))
              .filter(f -> !f.getFileName().toString().startsWith(OWN))
              .toList();
    }
    for (Path folder : folders) {
      if (isAbandoned(folder)) {
        delete(folder);
      }
    }
  }

  /** A folder without the file is not ours, or is being made at this moment. */
  private static boolean isAbandoned(Path folder) {
    Path file = folder.resolve(OWNER);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      // An empty file may wait for its lock; it is given a minute.
      return lock != null && olderThanAMinute(file);
    } catch (OverlappingFileLockException e) {
      return false; // another thread looks at it at this moment
    } catch (IOException e) {
      return false; // another user's
    }
  }

  private static boolean olderThanAMinute(Path file) throws IOException {
    return Files.getLastModifiedTime(file)
        .toInstant()
        .isBefore(Instant.now().minus(Duration.ofMinutes(1)));
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook runs or has run.
    }
  }

  /** Moved first: a thread of the broker that still runs must not write into it meanwhile. */
  private void end() {
    try {
      owner.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
    Path gone = folder.resolveSibling(folder.getFileName() + "-gone");
    try {
      Files.move(folder, gone);
    } catch (IOException e) {
      gone = folder; // or it ended before
    }
    delete(gone);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      return; // another process deletes it too, or the next start will: its file is still there
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
