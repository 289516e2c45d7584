package io.livegate.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What both {@code models} commands say of a card. */
final class ModelFacts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFacts() {}

  static ObjectNode of(ModelCard card) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", card.id());
    line.put("version", card.version());
    line.put("task", card.task());
    line.put("family", card.family());
    line.put("licence", card.licence().spdx());
    line.put("licenceLimits", card.licence().limits().strip());
    line.put("file", card.file());
    line.put("sha256", card.sha256());
    return line;
  }

  /** Every place the store looks in for the file, in its order. */
  static List<String> places(ModelCard card, ModelStore store) {
    List<String> places = new ArrayList<>();
    places.add(store.cache().toString());
    for (String mirror : store.mirrors()) {
      places.add(
          mirror.contains("://")
              ? mirror.replaceFirst("/*$", "/") + card.file()
              : Path.of(mirror).resolve(card.file()).toString());
    }
    places.add(card.upstream() == null ? "(no upstream address: a conversion)" : card.upstream());
    return places;
  }
}
