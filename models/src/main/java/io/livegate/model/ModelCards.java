package io.livegate.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The model cards this build knows, by id. */
public final class ModelCards {

  private static final String FOLDER = "/io/livegate/model/cards/";

  private final Map<String, ModelCard> byId;

  private ModelCards(Map<String, ModelCard> byId) {
    this.byId = byId;
  }

  /**
   * The cards shipped in the jar. {@code index.txt} names them, because a folder inside a jar has
   * no portable listing.
   */
  public static ModelCards bundled() {
    Map<String, ModelCard> cards = new TreeMap<>();
    for (String id : resource("index.txt").lines().toList()) {
      String file = id + ".yaml";
      cards.put(id, CardReader.read(resource(file), file));
    }
    return new ModelCards(cards);
  }

  /**
   * Reads an operator's own card.
   *
   * @throws InvalidCardException with all its problems
   * @throws IOException if the file cannot be read
   */
  public static ModelCard read(Path file) throws IOException {
    return CardReader.read(Files.readString(file), file.toString());
  }

  /**
   * @throws IllegalArgumentException if there is no such card; the message lists those there are
   */
  public ModelCard get(String id) {
    ModelCard card = byId.get(id);
    if (card == null) {
      throw new IllegalArgumentException(
          "no model card \"" + id + "\"; known: " + String.join(", ", byId.keySet()));
    }
    return card;
  }

  /** All cards, by id. */
  public Collection<ModelCard> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  private static String resource(String name) {
    try (InputStream in = ModelCards.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FOLDER + name + " cannot be read", e);
    }
  }
}
