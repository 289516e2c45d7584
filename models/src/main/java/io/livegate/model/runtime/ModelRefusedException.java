package io.livegate.model.runtime;

import io.livegate.model.ModelCard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model file that is there but must not or cannot run: it is not what its card says. A card is an
 * allow-list: a tensor it does not name, an embedding for one, is never computed.
 */
public final class ModelRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelRefusedException(ModelCard card, List<String> problems, @Nullable Throwable cause) {
    super(
        "model "
            + card.id()
            + " ("
            + card.file()
            + ") is refused:\n  "
            + String.join("\n  ", problems),
        cause);
  }
}
