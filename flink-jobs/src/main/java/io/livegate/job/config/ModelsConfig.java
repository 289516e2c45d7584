package io.livegate.job.config;

import io.livegate.model.Executions;
import io.livegate.model.InvalidCardException;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelCards.CardFile;
import io.livegate.model.ModelStore;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where weights are found, and how models run.
 *
 * @param cache folder for downloaded files; null = the user's cache folder
 * @param mirrors folders or URLs tried in this order
 * @param cards beside those that ship with Livegate, checked already
 * @param executions where they run, and how many pictures at a time
 */
public record ModelsConfig(
    @Nullable String cache, List<String> mirrors, List<CardFile> cards, Executions executions)
    implements Serializable {

  public ModelsConfig {
    mirrors = List.copyOf(mirrors);
    cards = List.copyOf(cards);
  }

  /** All cards that the configuration can name. */
  public ModelCards known() {
    return ModelCards.bundledAnd(cards);
  }

  /** The configured mirrors before those of the environment. */
  public ModelStore store() {
    ModelStore environment =
        ModelStore.fromEnvironment(Path.of(System.getProperty("livegate.root", ".")));
    List<String> all = new ArrayList<>(mirrors);
    all.addAll(environment.mirrors());
    return new ModelStore(cache == null ? environment.cache() : Path.of(cache), all)
        .running(executions);
  }

  /**
   * @param s the section {@code models}
   * @param inference the section of that name
   */
  static ModelsConfig read(ConfigSection s, ConfigSection inference) {
    List<String> mirrors = new ArrayList<>(s.texts("mirrors", List.of()));
    List<CardFile> own = new ArrayList<>();
    for (String path : s.texts("cards", List.of())) {
      try {
        Path cards = Path.of(path).toAbsolutePath();
        own.addAll(ModelCards.files(cards));
        // Their weights may lie beside them.
        mirrors.add((Files.isDirectory(cards) ? cards : cards.resolveSibling("")).toString());
      } catch (IOException | InvalidPathException e) {
        s.problem("models.cards: '" + path + "' cannot be read: " + e);
      }
    }
    try {
      var unused = ModelCards.bundledAnd(own);
    } catch (InvalidCardException e) {
      e.problems().forEach(problem -> s.problem("models.cards: " + problem));
      own.clear();
    }
    ModelsConfig models =
        new ModelsConfig(
            s.optionalText("cache"),
            mirrors,
            own,
            InferenceConfig.read(inference, ModelCards.bundledAnd(own)));
    s.finish();
    return models;
  }
}
