package io.livegate.model;

import java.util.List;

/** A model's file is nowhere to be had; the message lists every place tried and why not. */
public final class ModelUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<String> tried;

  ModelUnavailableException(ModelCard card, List<String> tried) {
    super(
        "model "
            + card.id()
            + " ("
            + card.file()
            + ", sha256 "
            + card.sha256()
            + ") is not available. Tried:\n  "
            + String.join("\n  ", tried)
            + "\nPut the file into one of these places or name a mirror in LIVEGATE_MODEL_STORE;"
            + " docs/get-models.md says where the original lies.");
    this.tried = List.copyOf(tried);
  }

  /** Every place looked in, and why it did not serve. */
  public List<String> tried() {
    return tried;
  }
}
