package io.livegate.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a card: the shape by {@code card.schema.json}, then what fields say about each other by
 * {@link CardChecks}. Problems are collected, not thrown one at a time.
 */
final class CardReader {

  /** Of a key that is given twice the first would be lost without a word. */
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final JsonSchema SCHEMA = schema();

  private CardReader() {}

  /**
   * @param file named in problems
   * @throws InvalidCardException with all problems
   */
  static ModelCard read(String yaml, String file) {
    JsonNode tree = parse(yaml, file);
    List<CardProblem> problems = new ArrayList<>();
    unanswered(tree, "", file, problems);
    if (!problems.isEmpty()) {
      throw new InvalidCardException(problems);
    }
    for (ValidationMessage message : SCHEMA.validate(tree)) {
      problems.add(problem(message, file));
    }
    if (problems.isEmpty()) {
      ModelCard card = bind(tree, file);
      problems.addAll(CardChecks.problems(card, file));
      if (problems.isEmpty()) {
        return card;
      }
    }
    throw new InvalidCardException(problems);
  }

  /** What {@code models add} left to a person; what else is wrong can wait for the answers. */
  private static void unanswered(
      JsonNode node, String field, String file, List<CardProblem> problems) {
    if (node.isTextual() && node.textValue().equals("?")) {
      problems.add(new CardProblem(file, field, "?", "fill it in (docs/add-a-model.md)"));
    }
    node.fields()
        .forEachRemaining(
            child ->
                unanswered(
                    child.getValue(),
                    field.isEmpty() ? child.getKey() : field + "." + child.getKey(),
                    file,
                    problems));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      unanswered(node.get(i), field + "[" + i + "]", file, problems);
    }
  }

  private static JsonNode parse(String yaml, String file) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new InvalidCardException(
          List.of(new CardProblem(file, "line " + line, "not YAML", e.getOriginalMessage())));
    }
  }

  private static ModelCard bind(JsonNode tree, String file) {
    try {
      return YAML.treeToValue(tree, ModelCard.class);
    } catch (JsonProcessingException e) {
      throw new InvalidCardException(
          List.of(new CardProblem(file, "card", "not a card", e.getOriginalMessage())));
    }
  }

  private static CardProblem problem(ValidationMessage message, String file) {
    String field = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    String property = message.getProperty();
    if (property != null) {
      field = field.isEmpty() ? property : field + "." + property;
    }
    boolean missing = "required".equals(message.getType());
    JsonNode value = missing ? null : message.getInstanceNode();
    if (value != null && property != null) {
      value = value.get(property);
    }
    return new CardProblem(
        file,
        field.isEmpty() ? "card" : field,
        value == null ? "(missing)" : value.toString(),
        wayOut(value, message));
  }

  private static String wayOut(@Nullable JsonNode value, ValidationMessage message) {
    if (value != null && value.asText().contains("embedding")) {
      return "no identity template is made here: an embedding is never an answer, use a model that"
          + " gives scores, boxes or landmarks";
    }
    return switch (message.getType()) {
      case "required" -> "add it";
      case "additionalProperties" -> "not a field of a card: remove it or correct its name";
      default -> message.getMessage().replaceFirst("^\\S+: ", "");
    };
  }

  private static JsonSchema schema() {
    InputStream in = CardReader.class.getResourceAsStream("/io/livegate/model/card.schema.json");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
  }
}
