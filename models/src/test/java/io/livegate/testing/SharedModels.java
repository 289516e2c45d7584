package io.livegate.testing;

import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The real weights, where they are; tests that need them are skipped elsewhere. */
public final class SharedModels {

  private SharedModels() {}

  /** The project's root folder. */
  public static Path root() {
    return Path.of(System.getProperty("livegate.root", ".")).toAbsolutePath().normalize();
  }

  /** A store that asks no network and writes nothing but what this build contains. */
  public static ModelStore store() {
    Path beside = root().resolve("../shared/models").normalize();
    return new ModelStore(root().resolve("target/no-cache"), List.of(beside.toString()));
  }

  /** Skips the test unless all these models' files are there. */
  public static ModelStore storeWith(ModelCard... cards) {
    ModelStore store = store();
    for (ModelCard card : cards) {
      try {
        store.locateHere(card);
      } catch (ModelUnavailableException e) {
        Assumptions.abort(e.getMessage());
      }
    }
    return store;
  }
}
