package io.livegate.model;

import java.util.ArrayList;
import java.util.List;

/** What a card's {@link LabelMap} says about the card's labels and our classes. */
final class TaxonomyChecks {

  private static final String FIELD = "output.taxonomy";
  private static final String TASK = "explicit-content";

  private final ModelCard card;
  private final String file;
  private final List<CardProblem> problems = new ArrayList<>();

  private TaxonomyChecks(ModelCard card, String file) {
    this.card = card;
    this.file = file;
  }

  static List<CardProblem> problems(ModelCard card, String file) {
    TaxonomyChecks checks = new TaxonomyChecks(card, file);
    LabelMap taxonomy = card.output().taxonomy();
    if (taxonomy != null && !card.task().equals(TASK)) {
      checks.problem("", card.task(), "a taxonomy is for the task " + TASK + ": remove it");
    } else if (taxonomy != null) {
      checks.map(taxonomy);
    } else if (card.task().equals(TASK)) {
      checks.problem(
          "", "(missing)", "say which label counts towards which of " + LabelMap.CLASSES);
    }
    return checks.problems;
  }

  private void map(LabelMap taxonomy) {
    if (taxonomy.version() != LabelMap.VERSION) {
      problem(
          ".version",
          taxonomy.version(),
          "the classes here are of version "
              + LabelMap.VERSION
              + ": review the map, then write it");
    }
    List<String> labels = card.output().labels();
    for (String label : labels) {
      if (!taxonomy.map().containsKey(label)) {
        problem(
            ".map." + label,
            "(missing)",
            "give the label its classes of " + LabelMap.CLASSES + ", or [] for none");
      }
    }
    taxonomy
        .map()
        .forEach(
            (label, classes) -> {
              if (!labels.contains(label)) {
                problem(".map." + label, classes, "no label of the output, which has " + labels);
              }
              for (String name : classes) {
                if (!LabelMap.CLASSES.contains(name)) {
                  problem(".map." + label, name, "no class of ours: use " + LabelMap.CLASSES);
                }
              }
            });
    if (taxonomy.map().values().stream().noneMatch(c -> c.contains(LabelMap.EXPLICIT))) {
      problem(".map", taxonomy.map(), "map a label to explicit, or no rule can ever accuse");
    }
  }

  private void problem(String below, Object value, String wayOut) {
    problems.add(new CardProblem(file, FIELD + below, String.valueOf(value), wayOut));
  }
}
