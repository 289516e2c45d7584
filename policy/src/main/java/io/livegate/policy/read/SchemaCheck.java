package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Holds the tree against the published JSON Schema and says in words what is wrong with it. */
final class SchemaCheck {

  private static final String FILE = "/io/livegate/policy/policy.schema.json";
  private static final JsonSchema SCHEMA = load();

  private final LocatedYaml located;
  private final List<PolicyProblem> problems;

  private SchemaCheck(LocatedYaml located, List<PolicyProblem> problems) {
    this.located = located;
    this.problems = problems;
  }

  static void check(LocatedYaml located, List<PolicyProblem> problems) {
    SchemaCheck check = new SchemaCheck(located, problems);
    SCHEMA.validate(located.root()).forEach(check::explain);
  }

  private void explain(ValidationMessage message) {
    String pointer = message.getInstanceLocation().toString();
    JsonNode schema = schemaAt(pointer);
    if (message.getSchemaLocation().toString().contains("/oneOf")) {
      add(pointer, "a condition needs one of 'atLeast' and 'below', and not both");
      return;
    }
    String property = message.getProperty();
    switch (message.getType()) {
      case "additionalProperties" ->
          add(LocatedYaml.child(pointer, property), unknown(property, schema));
      case "required" -> add(pointer, missing(property, schema));
      case "false" ->
          add(
              pointer,
              nameOf(pointer) + " is for layers; add e.g. layer: {of: tenant}, or take it out");
      case "enum" -> add(pointer, noChoice(message.getInstanceNode(), pointer, schema));
      default ->
          add(
              pointer,
              nameOf(pointer)
                  + " cannot be "
                  + shown(message.getInstanceNode())
                  + "; expected: "
                  + schema.path("description").asText("described in policy.schema.json"));
    }
  }

  private void add(String pointer, String message) {
    problems.add(located.problem(pointer, message));
  }

  private static String unknown(String property, JsonNode schema) {
    List<String> known = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(known::add);
    return "'"
        + property
        + "' is not known here"
        + Nearest.question(property, known)
        + "; known are "
        + String.join(", ", known);
  }

  private static String missing(String property, JsonNode schema) {
    String meaning =
        resolved(schema.path("properties").path(property)).path("description").asText();
    return "'" + property + "' is missing" + (meaning.isEmpty() ? "" : ": " + meaning);
  }

  private static String noChoice(JsonNode written, String pointer, JsonNode schema) {
    List<String> choices = new ArrayList<>();
    schema.path("enum").forEach(choice -> choices.add(choice.asText()));
    return nameOf(pointer)
        + " cannot be "
        + shown(written)
        + Nearest.question(written.asText(), choices)
        + "; it is one of "
        + String.join(", ", choices);
  }

  /** The member's name, or "an entry of x" for something in a list. */
  private static String nameOf(String pointer) {
    int slash = pointer.lastIndexOf('/');
    if (slash < 0) {
      return "the policy";
    }
    String name = pointer.substring(slash + 1);
    return name.matches("\\d+")
        ? "an entry of " + nameOf(pointer.substring(0, slash))
        : "'" + name + "'";
  }

  private static String shown(JsonNode node) {
    if (node.isContainerNode()) {
      return node.isArray() ? (node.isEmpty() ? "empty" : "a list") : "a map";
    }
    return node.isNull() ? "empty" : "'" + node.asText() + "'";
  }

  /** The part of the schema that speaks of what lies at the pointer. */
  private static JsonNode schemaAt(String pointer) {
    JsonNode at = SCHEMA.getSchemaNode();
    for (String step : pointer.split("/")) {
      if (!step.isEmpty()) {
        at = resolved(step.matches("\\d+") ? at.path("items") : at.path("properties").path(step));
      }
    }
    return at;
  }

  /** Follows a reference unless the member says more than what it refers to. */
  private static JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (reference.isEmpty()) {
      return schema;
    }
    JsonNode target = SCHEMA.getSchemaNode().at(reference.substring(1));
    if (!schema.has("description")) {
      return target;
    }
    ObjectNode both = target.deepCopy();
    both.put(
        "description",
        schema.path("description").asText() + " (" + target.path("description").asText() + ")");
    return both;
  }

  private static JsonSchema load() {
    try (InputStream in = SchemaCheck.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("policy.schema.json is missing from the policy jar");
      }
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(in, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
