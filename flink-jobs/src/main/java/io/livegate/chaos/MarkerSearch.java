package io.livegate.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for frames in files that others write, and remembers in which it ever found any. Files that
 * vanish meanwhile are no mistake.
 */
final class MarkerSearch {

  private static final int CHUNK = 1 << 20;

  private final byte[] marker;
  private final Set<Path> found = new TreeSet<>();

  MarkerSearch(String marker) {
    this.marker = marker.getBytes(StandardCharsets.US_ASCII);
  }

  /** Every file below the folder that is wanted. */
  void below(Path folder, Predicate<Path> wanted) {
    for (Path file : files(folder)) {
      if (!found.contains(file) && wanted.test(file) && holds(file)) {
        found.add(file);
      }
    }
  }

  /** The files in which frames were found. */
  Set<Path> found() {
    return found;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException e) {
      // A folder was deleted while it was listed: what remains is looked at one by one.
      try (Stream<Path> children = Files.list(folder)) {
        return children
            .flatMap(child -> Files.isDirectory(child) ? files(child).stream() : Stream.of(child))
            .filter(Files::isRegularFile)
            .toList();
      } catch (IOException | UncheckedIOException gone) {
        return List.of();
      }
    }
  }

  private boolean holds(Path file) {
    byte[] buffer = new byte[CHUNK + marker.length];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.readNBytes(buffer, 0, CHUNK);
          read > 0;
          read = in.readNBytes(buffer, kept, CHUNK)) {
        int length = kept + read;
        if (contains(buffer, length)) {
          return true;
        }
        // The beginning of one may be the end of this piece.
        kept = Math.min(length, marker.length - 1);
        System.arraycopy(buffer, length - kept, buffer, 0, kept);
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  private boolean contains(byte[] bytes, int length) {
    for (int i = 0; i <= length - marker.length; i++) {
      int same = 0;
      while (same < marker.length && bytes[i + same] == marker[same]) {
        same++;
      }
      if (same == marker.length) {
        return true;
      }
    }
    return false;
  }
}
