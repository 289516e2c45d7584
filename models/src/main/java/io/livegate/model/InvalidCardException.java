package io.livegate.model;

import java.util.List;
import java.util.stream.Collectors;

/** A model card cannot be used; carries everything that is wrong with it. */
public final class InvalidCardException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf is serialisable, its elements are not meant to be
  private final transient List<CardProblem> problems;

  public InvalidCardException(List<CardProblem> problems) {
    super(
        problems.stream()
            .map(CardProblem::toString)
            .collect(Collectors.joining("\n  ", "the model card cannot be used:\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  public List<CardProblem> problems() {
    return problems;
  }
}
