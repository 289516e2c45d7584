package io.livegate.evaluate.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of a manifest.
 *
 * @param path relative to the manifest, with slashes; its name in every output
 * @param category the folder of purposes, e.g. {@code presentation-attack}
 * @param label what the file shows
 * @param seconds how long it lasts; null for a picture or where the manifest does not say
 * @param columns every field of the row by its column
 */
public record ManifestEntry(
    String path,
    String category,
    String label,
    @Nullable Double seconds,
    Map<String, String> columns) {

  public ManifestEntry {
    columns = Map.copyOf(columns);
  }

  public Truth truth() {
    return Truth.of(category, label);
  }

  /** A field, trimmed; empty when the manifest has no such column. */
  public String column(String name) {
    return columns.getOrDefault(name, "").strip();
  }

  /** The file's name without folders and extension. */
  public String stem() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** The folder part of the path, empty at the top. */
  public String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
