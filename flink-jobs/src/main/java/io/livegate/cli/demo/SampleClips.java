package io.livegate.cli.demo;

import io.livegate.ingest.source.FileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks one clip of each kind from a folder of labelled media by its {@code MANIFEST.csv}, whatever
 * the files are called.
 */
public final class SampleClips {

  /** Label in the manifest, and what people are told. */
  private static final List<Map.Entry<String, String>> WANTED =
      List.of(
          Map.entry("live", "a person"),
          Map.entry("replay", "a phone held up"),
          Map.entry("static-image", "a still picture"),
          Map.entry("noface", "nobody there"),
          Map.entry("deepfake", "a swapped face"));

  /** Long enough to see something happen. */
  private static final double ENOUGH_SECONDS = 8;

  private SampleClips() {}

  /** Empty when there is no manifest, or nothing in it that is wanted and there. */
  public static List<Role> in(Path folder) {
    Path manifest = folder.resolve("MANIFEST.csv");
    if (!Files.isRegularFile(manifest)) {
      return List.of();
    }
    List<Map<String, String>> rows;
    try {
      rows = rows(Files.readString(manifest));
    } catch (IOException e) {
      return List.of();
    }
    List<Role> roles = new ArrayList<>();
    for (Map.Entry<String, String> wanted : WANTED) {
      rows.stream()
          .filter(row -> wanted.getKey().equals(row.get("label")))
          .filter(row -> row.getOrDefault("path", "").endsWith(".mp4"))
          .filter(row -> Files.isRegularFile(folder.resolve(row.getOrDefault("path", ""))))
          .max(BEST)
          .ifPresent(row -> roles.add(role(folder, row, wanted.getValue())));
    }
    return roles;
  }

  private static final Comparator<Map<String, String>> BEST =
      Comparator.comparingDouble(
              (Map<String, String> row) -> Math.min(ENOUGH_SECONDS, number(row, "seconds")))
          .thenComparingDouble(row -> number(row, "height"))
          .thenComparing(row -> row.getOrDefault("path", ""), Comparator.reverseOrder());

  private static Role role(Path folder, Map<String, String> row, String about) {
    String path = row.getOrDefault("path", "");
    return new Role(path, about, () -> new FileSource(folder.resolve(path)));
  }

  private static double number(Map<String, String> row, String column) {
    try {
      return Double.parseDouble(row.getOrDefault(column, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Rows of a CSV by the names in its first line; fields may be quoted, with "" for a quote. */
  static List<Map<String, String>> rows(String csv) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (c == ',' || c == '\n')) {
        line.add(field.toString().strip());
        field.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    if (!line.isEmpty() || field.length() > 0) {
      line.add(field.toString().strip());
      lines.add(line);
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> values : lines.subList(Math.min(1, lines.size()), lines.size())) {
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < Math.min(values.size(), lines.get(0).size()); i++) {
        row.put(lines.get(0).get(i), values.get(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
