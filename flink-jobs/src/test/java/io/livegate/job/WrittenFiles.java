package io.livegate.job;

import io.livegate.Markers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What was written since this was made: all files below one folder, and below whatever is new in
 * the places for temporary files. Only the broker's logs of frames are left out.
 */
final class WrittenFiles {

  private static final List<Path> TEMPORARY =
      Stream.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/dev/shm"))
          .filter(Files::isDirectory)
          .toList();

  private final Path folder;
  private final Set<Path> before = new HashSet<>();

  WrittenFiles(Path folder) {
    this.folder = folder;
    TEMPORARY.forEach(place -> before.addAll(children(place)));
  }

  /** Files with the text, also in the ways in which bytes are written as text. */
  List<Path> with(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    List<String> forms = new ArrayList<>(List.of(text, String.join("\0", text.split(""))));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String base64 = Base64.getEncoder().encodeToString(shifted);
      forms.add(base64.substring(4, base64.length() - 4));
    }
    return with(
        data -> {
          String content = new String(data, StandardCharsets.ISO_8859_1);
          return forms.stream().anyMatch(content::contains);
        });
  }

  List<Path> with(Predicate<byte[]> what) {
    List<Path> roots = new ArrayList<>(List.of(folder));
    for (Path place : TEMPORARY) {
      children(place).stream().filter(child -> !before.contains(child)).forEach(roots::add);
    }
    List<Path> found = new ArrayList<>();
    for (Path root : roots) {
      for (Path file : Markers.files(root)) {
        if (!isOfFrames(file) && !isCode(file) && what.test(read(file))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** Libraries unpacked from jars. */
  private static boolean isCode(Path file) {
    return file.toString().endsWith(".so") || file.toString().endsWith(".jar");
  }

  private static boolean isOfFrames(Path file) {
    return file.getParent().getFileName().toString().matches(".*\\.frames-\\d+");
  }

  /**
   * Without the zeros at the end, of which the broker's indexes have megabytes. Others write and
   * delete at the same time.
   */
  private static byte[] read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      int length = all.length;
      while (length > 0 && all[length - 1] == 0) {
        length--;
      }
      return Arrays.copyOf(all, length);
    } catch (NoSuchFileException | java.nio.file.AccessDeniedException e) {
      return new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> children(Path place) {
    try (Stream<Path> list = Files.list(place)) {
      return list.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
