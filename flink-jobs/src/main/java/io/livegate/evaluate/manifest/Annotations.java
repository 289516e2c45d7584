package io.livegate.evaluate.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was marked by eye in single files: the tables in the folder {@code annotations} beside a
 * manifest. A table that is not there is empty; a row that cannot be read is a note, not a failure.
 *
 * @param faces from {@code faces_gt.csv}, rows with {@code ignore} 1 left out
 * @param blinks how many blinks {@code blink_gt.csv} counts in files of the manifest
 * @param notes one sentence for each row that could not be used
 */
public record Annotations(List<MarkedFace> faces, int blinks, List<String> notes) {

  /**
   * A face somebody marked.
   *
   * @param path of the file, relative to the manifest
   * @param x left edge, pixels of the file's picture
   * @param y top edge
   * @param width pixels, positive
   * @param height pixels, positive
   */
  public record MarkedFace(String path, float x, float y, float width, float height) {}

  public Annotations {
    faces = List.copyOf(faces);
    notes = List.copyOf(notes);
  }

  public static Annotations beside(Manifest manifest) {
    List<String> notes = new ArrayList<>();
    List<String> known = manifest.entries().stream().map(ManifestEntry::path).toList();
    List<MarkedFace> faces = new ArrayList<>();
    for (CsvTable.Row row : rows(manifest, "faces_gt.csv", notes)) {
      if (known.contains(row.get("path")) && !row.get("ignore").equals("1")) {
        try {
          faces.add(
              new MarkedFace(
                  row.get("path"),
                  Float.parseFloat(row.get("x")),
                  Float.parseFloat(row.get("y")),
                  Float.parseFloat(row.get("w")),
                  Float.parseFloat(row.get("h"))));
        } catch (NumberFormatException e) {
          notes.add("faces_gt.csv line " + row.line() + " is no box: " + e.getMessage());
        }
      }
    }
    int blinks = 0;
    for (CsvTable.Row row : rows(manifest, "blink_gt.csv", notes)) {
      if (known.contains(row.get("path"))) {
        try {
          blinks += Integer.parseInt(row.get("blinks"));
        } catch (NumberFormatException e) {
          notes.add("blink_gt.csv line " + row.line() + " counts no blinks: " + e.getMessage());
        }
      }
    }
    return new Annotations(faces, blinks, notes);
  }

  private static List<CsvTable.Row> rows(Manifest manifest, String name, List<String> notes) {
    Path file = manifest.folder().resolve("annotations").resolve(name);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      CsvTable table = CsvTable.parse(Files.readString(file));
      table.problems().forEach(p -> notes.add(name + " line " + p.line() + " " + p.message()));
      return table.rows();
    } catch (IOException e) {
      notes.add(name + " cannot be read: " + e.getMessage());
      return List.of();
    }
  }
}
