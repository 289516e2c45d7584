package io.livegate.job.config;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;

/** What somebody may have meant who wrote a name that nobody knows. */
final class Spelling {

  private Spelling() {}

  /**
   * @param known at least one
   * @return "did you mean ...?", or all that are known where none is near
   */
  static String wayOut(String name, Collection<String> known) {
    String nearest = Collections.min(known, Comparator.comparingInt(k -> distance(name, k)));
    return distance(name, nearest) <= Math.max(2, name.length() / 3)
        ? "did you mean '" + nearest + "'?"
        : "known here: " + String.join(", ", known);
  }

  /** Levenshtein's distance, ignoring case. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1))
                ? 0
                : 1;
        int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + change);
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[b.length()];
  }
}
