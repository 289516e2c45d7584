package io.livegate.evaluate.count;

import io.livegate.evaluate.manifest.ManifestEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What made a deepfake, as far as the manifest tells. */
public final class Generator {

  private static final Pattern METHOD = Pattern.compile("\\bmethod ([A-Za-z0-9][A-Za-z0-9._-]*)");

  private Generator() {}

  /**
   * The column {@code generator}, else the word after "method" in the notes, else the last part of
   * {@code source_repo}, else "unknown".
   */
  public static String of(ManifestEntry entry) {
    if (!entry.column("generator").isEmpty()) {
      return entry.column("generator");
    }
    Matcher method = METHOD.matcher(entry.column("notes"));
    if (method.find()) {
      return method.group(1);
    }
    String repo = entry.column("source_repo");
    String name = repo.substring(repo.lastIndexOf('/') + 1);
    return name.isEmpty() ? "unknown" : name;
  }
}
