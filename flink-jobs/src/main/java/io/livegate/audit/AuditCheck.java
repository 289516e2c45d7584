package io.livegate.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an audit log to its end and finds where it is not what was written. */
public final class AuditCheck {

  /** Beyond these a broken log is told no better. */
  private static final int MOST_PROBLEMS = 100;

  private final Seal seal;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private long lines;
  private String head = AuditLine.BEGINNING;
  private boolean headSeen;

  private AuditCheck(Seal seal) {
    this.seal = seal;
  }

  /**
   * What a check found.
   *
   * @param lines that were read
   * @param head hash of the last line
   * @param problems none, or each with file and line
   */
  public record Result(long lines, String head, List<String> problems) {

    public Result {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Checks a log.
   *
   * @param noted a head that was noted earlier and must be in the log; null if there is none
   * @throws IOException if it cannot be read
   */
  public static Result of(Path folder, Seal seal, @Nullable String noted) throws IOException {
    List<Path> files = AuditFolder.files(folder);
    if (files.isEmpty()) {
      throw new IOException("there is no audit log in " + folder);
    }
    AuditCheck check = new AuditCheck(seal);
    for (int i = 0; i < files.size(); i++) {
      Path expected = AuditFolder.file(folder, i + 1);
      if (!files.get(i).equals(expected)) {
        check.problems.add(expected.getFileName() + " is missing");
        break;
      }
      check.read(files.get(i), noted);
    }
    if (noted != null && !check.headSeen) {
      check.problems.add(
          "no line has the hash " + noted + ": the log was cut short before it, or built anew");
    }
    return new Result(check.lines, check.head, check.problems);
  }

  private void read(Path file, @Nullable String noted) throws IOException {
    try (BufferedReader reader = AuditFolder.reader(file)) {
      int number = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        if (problems.size() < MOST_PROBLEMS) {
          check(file.getFileName() + " line " + number, text);
        }
        headSeen |= AuditLine.writtenHash(text).equals(noted);
      }
    }
  }

  private void check(String where, String text) {
    String written = AuditLine.writtenHash(text);
    if (!written.equals(AuditLine.rightHash(text, seal))) {
      problems.add(
          where + ": its hash does not fit its text: it was edited, or the key is another");
    }
    try {
      AuditLine line = AuditLine.parse(text);
      if (line.seq() != lines) {
        problems.add(where + ": it is number " + line.seq() + " where " + lines + " should stand");
      }
      if (!line.previous().equals(head)) {
        problems.add(where + ": it does not follow the line before it");
      }
      String partition = line.topic() + "/" + line.partition();
      Long before = offsets.put(partition, line.offset());
      if (before != null && before >= line.offset()) {
        problems.add(where + ": offset " + line.offset() + " of " + partition + " after " + before);
      }
      lines = line.seq() + 1;
    } catch (IOException e) {
      problems.add(where + ": it cannot be read: " + e.getMessage());
      lines++;
    }
    head = written;
  }
}
