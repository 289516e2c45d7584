package io.livegate.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The events in an audit log, or in a file with one event a line. Checks no hashes. */
public final class AuditEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditEvents() {}

  /**
   * Hands on every event in the order of the lines.
   *
   * @param from an audit log's folder, one of its files, or a file of events
   * @throws IOException naming file and line, if there is none or it cannot be read
   */
  public static void read(Path from, Consumer<JsonNode> events) throws IOException {
    List<Path> files = Files.isDirectory(from) ? AuditFolder.files(from) : List.of(from);
    if (files.isEmpty()) {
      throw new IOException("there is no audit log in " + from);
    }
    for (Path file : files) {
      try (BufferedReader reader = AuditFolder.reader(file)) {
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          number++;
          JsonNode json = tree(line, file + " line " + number);
          events.accept(json.has("seq") && json.has("event") ? json.path("event") : json);
        }
      }
    }
  }

  private static JsonNode tree(String line, String where) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IOException(where + " is not JSON", e);
    }
  }
}
