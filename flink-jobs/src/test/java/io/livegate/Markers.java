package io.livegate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a text in everything below a folder that others write to at the same time. */
public final class Markers {

  private Markers() {}

  public static boolean isFoundUnder(Path folder, String marker) {
    for (Path file : files(folder)) {
      try {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(marker)) {
          return true;
        }
      } catch (NoSuchFileException e) {
        // Deleted in between.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
