package io.livegate.ingest.attack;

import java.util.Locale;

/**
 * Whether a kind or a value may be used to choose thresholds and weights ({@code SEEN}), or is kept
 * for the measurement alone ({@code UNSEEN}).
 */
public enum Side {
  SEEN,
  UNSEEN;

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
