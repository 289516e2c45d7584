package io.livegate.evaluate.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Comma-separated text with a header line (RFC 4180): fields may stand in double quotes, a quote in
 * them is doubled, a quoted field may hold line breaks.
 *
 * @param header column names
 * @param rows in the file's order, empty lines left out
 * @param problems of the text, by line
 */
record CsvTable(List<String> header, List<Row> rows, List<ManifestProblem> problems) {

  /**
   * One record.
   *
   * @param line where it begins, from 1
   * @param values by column name
   */
  record Row(int line, Map<String, String> values) {

    /** The field, trimmed; empty when the table has no such column. */
    String get(String column) {
      return values.getOrDefault(column, "").strip();
    }
  }

  private record Fields(int line, List<String> values) {}

  static CsvTable parse(String text) {
    List<ManifestProblem> problems = new ArrayList<>();
    List<Fields> lines = split(text, problems);
    if (lines.isEmpty()) {
      problems.add(new ManifestProblem(1, "is empty; the first line names the columns"));
      return new CsvTable(List.of(), List.of(), problems);
    }
    List<String> header = lines.get(0).values().stream().map(String::strip).toList();
    List<Row> rows = new ArrayList<>();
    for (Fields fields : lines.subList(1, lines.size())) {
      if (fields.values().size() != header.size()) {
        problems.add(
            new ManifestProblem(
                fields.line(),
                "has "
                    + fields.values().size()
                    + " fields where the header has "
                    + header.size()
                    + "; put a field with a comma in double quotes"));
        continue;
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        values.put(header.get(i), fields.values().get(i));
      }
      rows.add(new Row(fields.line(), values));
    }
    return new CsvTable(header, rows, problems);
  }

  private static List<Fields> split(String text, List<ManifestProblem> problems) {
    List<Fields> lines = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int begun = 1;
    String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < rest.length() && rest.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.toString().isBlank()) {
        field.setLength(0);
        quoted = true;
      } else if (c == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        close(lines, begun, fields, field);
        begun = line + 1;
      } else if (c != '\r') {
        field.append(c);
      }
      if (c == '\n') {
        line++;
      }
    }
    if (quoted) {
      problems.add(new ManifestProblem(begun, "opens a double quote that is never closed"));
    } else {
      close(lines, begun, fields, field);
    }
    return lines;
  }

  private static void close(
      List<Fields> lines, int line, List<String> fields, StringBuilder field) {
    fields.add(field.toString());
    field.setLength(0);
    if (fields.size() > 1 || !fields.get(0).isBlank()) {
      lines.add(new Fields(line, List.copyOf(fields)));
    }
    fields.clear();
  }
}
