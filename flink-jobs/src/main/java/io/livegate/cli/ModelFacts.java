package io.livegate.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.model.ModelCard;

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
}
