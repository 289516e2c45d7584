package io.livegate.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files {@code audit-000001.ndjson}, {@code audit-000002.ndjson} … of one log. */
final class AuditFolder {

  private static final String NAME = "audit-\\d{6}\\.ndjson";

  private AuditFolder() {}

  /** In their order; empty if the folder is not there. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> each.getFileName().toString().matches(NAME)).sorted().toList();
    }
  }

  /** Reads lines whatever they hold: bytes that are no text are somebody's, and found so. */
  static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }

  static Path file(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "audit-%06d.ndjson", number));
  }
}
