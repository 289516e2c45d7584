package io.livegate.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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
   * One card.
   *
   * @throws InvalidCardException with all its problems
   * @throws IOException if the file cannot be read
   */
  public static ModelCard read(Path file) throws IOException {
    return CardReader.read(Files.readString(file), file.toString());
  }

  /**
   * One card from its text.
   *
   * @param name for messages
   * @throws InvalidCardException with all its problems
   */
  public static ModelCard parse(String yaml, String name) {
    return CardReader.read(yaml, name);
  }

  /**
   * A card as text.
   *
   * @param name of its file, for messages
   */
  public record CardFile(String name, String yaml) implements Serializable {}

  /**
   * An operator's own cards.
   *
   * @param path a card, or a folder of cards, which end in {@code .yaml}
   * @throws IOException if it cannot be read
   */
  public static List<CardFile> files(Path path) throws IOException {
    List<Path> paths = List.of(path);
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        paths = inside.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      }
    }
    List<CardFile> files = new ArrayList<>();
    for (Path file : paths) {
      files.add(new CardFile(file.toString(), Files.readString(file)));
    }
    return files;
  }

  /**
   * The shipped cards and an operator's own.
   *
   * @throws InvalidCardException with all problems of all cards
   */
  public static ModelCards bundledAnd(List<CardFile> own) {
    return bundled().with(own, false);
  }

  /**
   * These and others; one that is known already and the same changes nothing.
   *
   * @throws InvalidCardException with all problems of all cards
   */
  public ModelCards and(List<CardFile> others) {
    return with(others, true);
  }

  private ModelCards with(List<CardFile> others, boolean mayRepeat) {
    Map<String, ModelCard> cards = new TreeMap<>(byId);
    List<CardProblem> problems = new ArrayList<>();
    for (CardFile file : others) {
      try {
        ModelCard card = CardReader.read(file.yaml(), file.name());
        ModelCard before = cards.putIfAbsent(card.id(), card);
        if (before != null && !(mayRepeat && before.equals(card))) {
          problems.add(
              new CardProblem(
                  file.name(), "id", card.id(), "another card has this id: choose one of its own"));
        }
      } catch (InvalidCardException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidCardException(problems);
    }
    return new ModelCards(cards);
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
