package io.livegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

  @TempDir Path parent;

  @Test
  void aFolderIsGoneWithAllInItWhenItIsClosed() throws IOException {
    Path folder;
    try (Storage storage = Storage.createIn(parent)) {
      folder = storage.folder();
      Files.createDirectories(folder.resolve("a/b"));
      Files.writeString(folder.resolve("a/b/frame"), "x");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void nothingStaysOfAFolderThatIsWrittenIntoWhileItIsDeleted() throws Exception {
    for (int round = 0; round < 20; round++) {
      Storage storage = Storage.createIn(parent);
      Path folder = storage.folder();
      AtomicBoolean stopped = new AtomicBoolean();
      CountDownLatch writing = new CountDownLatch(1);
      Thread broker = new Thread(() -> write(folder, writing, stopped));
      broker.start();
      writing.await();
      storage.close();
      stopped.set(true);
      broker.join();
    }
    try (Stream<Path> left = Files.list(parent)) {
      assertThat(left).isEmpty();
    }
  }

  private static void write(Path folder, CountDownLatch writing, AtomicBoolean stopped) {
    for (int i = 0; !stopped.get(); i++) {
      try {
        Files.writeString(folder.resolve("segment-" + i), "frames");
      } catch (IOException e) {
        return; // the folder is gone
      } finally {
        writing.countDown();
      }
    }
  }

  @Test
  void theFolderOfAProcessThatWasKilledIsDeletedByTheNextStart() throws IOException {
    Path left = abandoned("livegate-killed");
    Files.writeString(left.resolve("frame"), "a picture");

    try (Storage storage = Storage.createIn(parent)) {
      assertThat(left).doesNotExist();
      assertThat(storage.folder()).exists();
    }
  }

  @Test
  void aFolderInUseAndOneOfSomebodyElseStay() throws IOException {
    Path other = Files.createDirectory(parent.resolve("livegate-of-somebody-else"));
    Path unrelated = abandoned("something");
    try (Storage first = Storage.createIn(parent)) {
      age(first.folder().resolve(".owner"));
      try (Storage second = Storage.createIn(parent)) {
        assertThat(first.folder()).exists();
        assertThat(second.folder()).isNotEqualTo(first.folder());
      }
    }
    assertThat(other).exists();
    assertThat(unrelated).exists();
  }

  @Test
  void anotherProcessLeavesAFolderInUseHoweverManyThisOneHas() throws Exception {
    try (Storage first = Storage.createIn(parent);
        Storage second = Storage.createIn(parent)) {
      ageFromOutside(first.folder().resolve(".owner"));
      ageFromOutside(second.folder().resolve(".owner"));
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  AnotherProcess.class.getName(),
                  parent.toString())
              .inheritIO()
              .start();

      assertThat(other.waitFor()).isZero();
      assertThat(first.folder()).exists();
      assertThat(second.folder()).exists();
    }
  }

  /** Starts and ends as another Livegate on this machine would. */
  static final class AnotherProcess {

    public static void main(String[] folder) {
      Storage.createIn(Path.of(folder[0])).close();
    }
  }

  private Path abandoned(String name) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.createFile(folder.resolve(".owner"));
    age(folder.resolve(".owner"));
    return folder;
  }

  /**
   * Setting a time opens and closes the file, and the process that does so loses its locks on it.
   */
  private static void ageFromOutside(Path file) throws IOException, InterruptedException {
    Process touch = new ProcessBuilder("touch", "-t", "202001010000", file.toString()).start();
    assertThat(touch.waitFor()).isZero();
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
  }
}
