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
 * @param blinks from {@code blink_gt.csv}, a row for each file looked at
 * @param notes one sentence for each row that could not be used
 */
public record Annotations(List<MarkedFace> faces, List<MarkedBlinks> blinks, List<String> notes) {

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

  /**
   * The blinks somebody saw in a file.
   *
   * @param path of the file, relative to the manifest
   * @param secondsChecked how far it was looked at from its beginning
   * @param shut when the eyes were shut, in order
   */
  public record MarkedBlinks(String path, double secondsChecked, List<Shut> shut) {

    public MarkedBlinks {
      shut = List.copyOf(shut);
    }
  }

  /** From when to when eyes were shut, seconds; both the same where one moment was marked. */
  public record Shut(double from, double to) {}

  public Annotations {
    faces = List.copyOf(faces);
    blinks = List.copyOf(blinks);
    notes = List.copyOf(notes);
  }

  public static Annotations beside(Manifest manifest) {
    List<String> notes = new ArrayList<>();
    List<String> known = manifest.entries().stream().map(ManifestEntry::path).toList();
    List<MarkedFace> faces = new ArrayList<>();
    for (CsvTable.Row row : rows(manifest, "faces_gt.csv", notes)) {
      String path = Manifest.normal(row.get("path"));
      if (known.contains(path) && !row.get("ignore").equals("1")) {
        try {
          faces.add(
              new MarkedFace(
                  path,
                  Float.parseFloat(row.get("x")),
                  Float.parseFloat(row.get("y")),
                  Float.parseFloat(row.get("w")),
                  Float.parseFloat(row.get("h"))));
        } catch (NumberFormatException e) {
          notes.add("faces_gt.csv line " + row.line() + " is no box: " + e.getMessage());
        }
      }
    }
    List<MarkedBlinks> blinks = new ArrayList<>();
    for (CsvTable.Row row : rows(manifest, "blink_gt.csv", notes)) {
      String path = Manifest.normal(row.get("path"));
      if (known.contains(path)) {
        try {
          blinks.add(blinks(path, row));
        } catch (IllegalArgumentException e) {
          notes.add("blink_gt.csv line " + row.line() + " marks no blinks: " + e.getMessage());
        }
      }
    }
    return new Annotations(faces, blinks, notes);
  }

  private static MarkedBlinks blinks(String path, CsvTable.Row row) {
    List<Shut> shut = new ArrayList<>();
    for (String blink : row.get("closed_at_seconds").split(";", -1)) {
      if (!blink.isBlank()) {
        String[] ends = blink.strip().split("-", 2);
        double from = Double.parseDouble(ends[0]);
        shut.add(new Shut(from, ends.length == 1 ? from : Double.parseDouble(ends[1])));
      }
    }
    int counted = Integer.parseInt(row.get("blinks"));
    if (counted != shut.size()) {
      throw new IllegalArgumentException(
          "blinks is " + counted + " and closed_at_seconds has " + shut.size());
    }
    return new MarkedBlinks(path, Double.parseDouble(row.get("seconds_checked")), shut);
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
