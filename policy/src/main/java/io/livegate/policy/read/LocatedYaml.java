package io.livegate.policy.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A YAML document as a tree that still knows the line of everything in it. */
final class LocatedYaml implements Located {

  private static final YAMLFactory FACTORY = new YAMLFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private record Place(int line, int column) {}

  private static final Place START = new Place(1, 1);

  private final String source;
  private final Map<String, Place> places = new HashMap<>();
  private final List<PolicyProblem> problems;
  private JsonNode root = MissingNode.getInstance();

  private LocatedYaml(String source, List<PolicyProblem> problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * Reads the text; what is wrong with it as YAML goes to the problems.
   *
   * @param source what problems call it
   */
  static LocatedYaml read(String yaml, String source, List<PolicyProblem> problems) {
    LocatedYaml located = new LocatedYaml(source, problems);
    try (YAMLParser parser = FACTORY.createParser(yaml)) {
      if (parser.nextToken() == null) {
        problems.add(
            new PolicyProblem(source, 1, 1, "the file is empty; start from policies/default.yaml"));
        return located;
      }
      located.root = located.value(parser, "");
      if (parser.nextToken() != null) {
        problems.add(
            located.problemAt(parser, "a second document begins here; a file holds one policy"));
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      // the parser shows the place in indented lines of its own
      String message =
          e.getOriginalMessage()
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith(" "))
              .collect(Collectors.joining(", "));
      problems.add(
          new PolicyProblem(
              source,
              at == null ? 1 : Math.max(1, at.getLineNr()),
              at == null ? 1 : Math.max(1, at.getColumnNr()),
              "this is not YAML: " + message));
    } catch (IOException e) {
      problems.add(new PolicyProblem(source, 1, 1, "cannot be read: " + e.getMessage()));
    }
    return located;
  }

  /** Missing when the text could not be read to its end. */
  @Override
  public JsonNode root() {
    return root;
  }

  /** The line of a JSON pointer, or of the nearest thing around it that is there. */
  int line(String pointer) {
    return place(pointer).line();
  }

  @Override
  public PolicyProblem problem(String pointer, String message) {
    Place place = place(pointer);
    return new PolicyProblem(source, place.line(), place.column(), message);
  }

  @Override
  public String where(String pointer) {
    return "line " + line(pointer);
  }

  private Place place(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Place place = places.get(at);
      if (place != null) {
        return place;
      }
    }
    return START;
  }

  /** The pointer of a member, its name escaped. */
  static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private JsonNode value(YAMLParser parser, String pointer) throws IOException {
    places.putIfAbsent(pointer, placeOf(parser));
    if (parser.isCurrentAlias()) {
      problems.add(
          problemAt(
              parser,
              "aliases (*" + parser.getText() + ") are not supported; write the value out"));
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, pointer);
      case START_ARRAY -> array(parser, pointer);
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.textNode(parser.getText());
    };
  }

  private ObjectNode object(YAMLParser parser, String pointer) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String member = child(pointer, name);
      if (places.putIfAbsent(member, placeOf(parser)) != null) {
        problems.add(
            problemAt(
                parser,
                "'" + name + "' is given twice, first in line " + line(member) + "; keep one"));
      }
      parser.nextToken();
      object.set(name, value(parser, member));
    }
    return object;
  }

  private ArrayNode array(YAMLParser parser, String pointer) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, pointer + "/" + array.size()));
    }
    return array;
  }

  private static Place placeOf(YAMLParser parser) {
    JsonLocation at = parser.currentTokenLocation();
    return new Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  private PolicyProblem problemAt(YAMLParser parser, String message) {
    Place place = placeOf(parser);
    return new PolicyProblem(source, place.line(), place.column(), message);
  }
}
