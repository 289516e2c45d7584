package io.livegate.evaluate.manifest;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files and what they are known to show.
 *
 * @param folder what paths are relative to
 * @param entries in the manifest's order, each path once
 */
public record Manifest(Path folder, List<ManifestEntry> entries) {

  private static final List<String> NEEDED = List.of("path", "category", "label");

  public Manifest {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a CSV file with at least the columns {@code path}, {@code category} and {@code label};
   * {@code seconds}, {@code notes}, {@code source_repo} and {@code source_path} are used where they
   * are. Whether the named files exist is not looked at.
   *
   * @throws ManifestException listing every problem with its line
   */
  public static Manifest read(Path file) throws ManifestException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw of(file, "there is no such file");
    } catch (CharacterCodingException e) {
      throw of(file, "is not UTF-8 text; save the manifest as UTF-8");
    } catch (IOException e) {
      throw of(file, "cannot be read (" + e.getMessage() + ")");
    }
    Path folder = file.toAbsolutePath().getParent();
    CsvTable table = CsvTable.parse(text);
    List<ManifestProblem> problems = new ArrayList<>(table.problems());
    List<ManifestEntry> entries = new ArrayList<>();
    List<String> missing = NEEDED.stream().filter(c -> !table.header().contains(c)).toList();
    if (!table.header().isEmpty() && !missing.isEmpty()) {
      problems.add(
          new ManifestProblem(
              1,
              "lacks the column" + (missing.size() > 1 ? "s " : " ") + String.join(", ", missing)));
    } else {
      Map<String, Integer> seen = new HashMap<>();
      for (CsvTable.Row row : table.rows()) {
        entries.add(entry(row, seen, problems));
      }
    }
    if (!problems.isEmpty() || folder == null) {
      throw new ManifestException(file.toString(), problems);
    }
    return new Manifest(folder, entries);
  }

  /** Where the file lies. */
  public Path locate(ManifestEntry entry) {
    return folder.resolve(entry.path());
  }

  private static ManifestEntry entry(
      CsvTable.Row row, Map<String, Integer> seen, List<ManifestProblem> problems) {
    for (String column : NEEDED) {
      if (row.get(column).isEmpty()) {
        problems.add(new ManifestProblem(row.line(), "has no " + column));
      }
    }
    String path = normal(row.get("path"));
    if (!isInside(path)) {
      problems.add(
          new ManifestProblem(
              row.line(),
              "has the path '"
                  + path
                  + "', which leaves the manifest's folder; link the file there"));
    }
    Integer before = path.isEmpty() ? null : seen.putIfAbsent(path, row.line());
    if (before != null) {
      problems.add(
          new ManifestProblem(row.line(), "names '" + path + "' again, after line " + before));
    }
    return new ManifestEntry(
        path, row.get("category"), row.get("label"), seconds(row, problems), row.values());
  }

  /** A path as entries have it: {@code ./a.mp4} and {@code a.mp4} are one file. */
  public static String normal(String path) {
    try {
      return Path.of(path).normalize().toString();
    } catch (InvalidPathException e) {
      return path;
    }
  }

  private static boolean isInside(String path) {
    try {
      Path relative = Path.of(path);
      return !relative.isAbsolute() && !relative.startsWith("..");
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static @Nullable Double seconds(CsvTable.Row row, List<ManifestProblem> problems) {
    String text = row.get("seconds");
    if (text.isEmpty()) {
      return null;
    }
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && Double.isFinite(seconds)) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    problems.add(
        new ManifestProblem(row.line(), "has seconds '" + text + "', which is no length of time"));
    return null;
  }

  private static ManifestException of(Path file, String problem) {
    return new ManifestException(file.toString(), List.of(new ManifestProblem(1, problem)));
  }
}
