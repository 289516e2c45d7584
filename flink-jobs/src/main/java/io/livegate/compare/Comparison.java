package io.livegate.compare;

import java.util.List;

/** What came of two models on the same frames. */
public sealed interface Comparison permits ScoreComparison, FaceComparison {

  /** What speaks against believing the figures, in words; empty where nothing does. */
  List<String> warnings();

  /** Files that could not be read, each with why. */
  List<String> unread();
}
