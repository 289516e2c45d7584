package io.livegate.model;

/**
 * One thing wrong with a model card.
 *
 * @param file the card's file
 * @param field path of the field, e.g. {@code input.scale}, or {@code line 7}
 * @param value what stands there, or {@code (missing)}
 * @param wayOut what to write instead
 */
public record CardProblem(String file, String field, String value, String wayOut) {

  @Override
  public String toString() {
    return file + ": " + field + ": " + value + ": " + wayOut;
  }
}
