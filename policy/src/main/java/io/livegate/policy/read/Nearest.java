package io.livegate.policy.read;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody probably meant to write. */
public final class Nearest {

  private Nearest() {}

  /** " (did you mean 'x'?)" when a candidate is close to what was written, else nothing. */
  static String question(String written, Collection<String> candidates) {
    return of(written, candidates).map(name -> " (did you mean '" + name + "'?)").orElse("");
  }

  /** The candidate nearest to what was written; empty when none is close to it. */
  public static Optional<String> of(String written, Collection<String> candidates) {
    return candidates.stream().min(byDistanceTo(written)).filter(name -> isClose(written, name));
  }

  /** The three candidates nearest to what was written, quoted. */
  static String three(String written, Collection<String> candidates) {
    return candidates.stream()
        .sorted(byDistanceTo(written))
        .limit(3)
        .map(name -> "'" + name + "'")
        .collect(Collectors.joining(", "));
  }

  private static boolean isClose(String written, String name) {
    return written.startsWith(name) || distance(written, name) <= Math.max(2, name.length() / 3);
  }

  private static Comparator<String> byDistanceTo(String written) {
    return Comparator.comparingInt((String name) -> distance(written, name))
        .thenComparing(Comparator.naturalOrder());
  }

  /** Levenshtein distance without regard to case. */
  private static int distance(String a, String b) {
    String s = a.toLowerCase(Locale.ROOT);
    String t = b.toLowerCase(Locale.ROOT);
    int[] row = new int[t.length() + 1];
    for (int j = 0; j <= t.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= s.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= t.length(); j++) {
        int change = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[t.length()];
  }
}
