package io.livegate.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.livegate.policy.Durations;
import io.livegate.policy.read.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a configuration file: reads each key with its default, notes every problem instead
 * of stopping at the first, and names the keys nobody asked for.
 */
public final class ConfigSection {

  /** Said instead of a value that is, or may hold, a secret. */
  private static final String NOT_SHOWN = "what stands there";

  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(B|KiB|MiB|GiB)");

  private final String path;
  private final JsonNode node;
  private final List<String> problems;
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * @param path of the mapping in its file; empty for the file itself
   * @param problems what is wrong is added here
   */
  public ConfigSection(String path, JsonNode node, List<String> problems) {
    this.path = path;
    this.problems = problems;
    if (node.isObject() || node.isMissingNode() || node.isNull()) {
      this.node = node;
    } else {
      problem(path, node.isTextual() ? NOT_SHOWN : shown(node), "a mapping of keys");
      this.node = MissingNode.getInstance();
    }
  }

  public ConfigSection section(String key) {
    return new ConfigSection(at(key), get(key), problems);
  }

  /** The mappings of a list. */
  public List<ConfigSection> sections(String key) {
    JsonNode value = get(key);
    List<ConfigSection> sections = new ArrayList<>();
    if (!absent(value) && !value.isArray()) {
      problem(at(key), value.isTextual() ? NOT_SHOWN : shown(value), "a list of mappings");
      return sections;
    }
    for (JsonNode item : value) {
      sections.add(new ConfigSection(at(key) + "[" + sections.size() + "]", item, problems));
    }
    return sections;
  }

  /** Where this stands in its file, for messages. */
  public String path() {
    return path;
  }

  public String text(String key, String fallback) {
    JsonNode value = get(key);
    if (absent(value)) {
      return fallback;
    }
    if (!value.isValueNode() || value.asText().isBlank()) {
      problem(at(key), value, "a non-empty text");
      return fallback;
    }
    return value.asText();
  }

  public @Nullable String optionalText(String key) {
    JsonNode value = get(key);
    return absent(value) ? null : text(key, "");
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    JsonNode value = get(key);
    if (absent(value)) {
      return fallback;
    }
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(value.asText())) {
        return constant;
      }
      names.add(name);
    }
    problem(at(key), value, "one of " + String.join(", ", names));
    return fallback;
  }

  public boolean flag(String key, boolean fallback) {
    JsonNode value = get(key);
    if (absent(value)) {
      return fallback;
    }
    if (!value.isBoolean()) {
      problem(at(key), value, "true or false");
      return fallback;
    }
    return value.booleanValue();
  }

  public int integer(String key, int fallback, int min, int max) {
    JsonNode value = get(key);
    if (absent(value)) {
      return fallback;
    }
    if (!value.isIntegralNumber() || value.asLong() < min || value.asLong() > max) {
      problem(at(key), value, "a whole number from " + min + " to " + max);
      return fallback;
    }
    return value.intValue();
  }

  public double number(String key, double fallback, double min, double max) {
    JsonNode value = get(key);
    if (absent(value)) {
      return fallback;
    }
    if (!value.isNumber() || !(value.asDouble() >= min && value.asDouble() <= max)) {
      problem(at(key), value, "a number from " + min + " to " + max);
      return fallback;
    }
    return value.doubleValue();
  }

  public Duration duration(String key, Duration fallback, Duration min, Duration max) {
    JsonNode value = get(key);
    if (absent(value)) {
      return fallback;
    }
    Duration duration = value.isValueNode() ? Durations.parse(value.asText()) : null;
    if (duration != null && duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
      return duration;
    }
    problem(
        at(key),
        value,
        "a duration from " + show(min) + " to " + show(max) + ", such as 250ms, 8s, 5m, 24h, 7d");
    return fallback;
  }

  long size(String key, long fallback, long min, long max) {
    JsonNode value = get(key);
    if (absent(value)) {
      return fallback;
    }
    Matcher matcher = SIZE.matcher(value.asText());
    if (value.isValueNode() && matcher.matches() && matcher.group(1).length() < 10) {
      long unit =
          switch (matcher.group(2)) {
            case "B" -> 1L;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            default -> 1L << 30;
          };
      long bytes = Long.parseLong(matcher.group(1)) * unit;
      if (bytes >= min && bytes <= max) {
        return bytes;
      }
    }
    problem(
        at(key), value, "a size from " + min + " to " + max + " bytes, such as 512KiB, 4MiB, 1GiB");
    return fallback;
  }

  public List<String> texts(String key, List<String> fallback) {
    return texts(key, fallback, shown(get(key)));
  }

  /** A list of texts, or an empty one, of which no message says what stands there. */
  public List<String> secrets(String key) {
    return texts(key, List.of(), NOT_SHOWN);
  }

  private List<String> texts(String key, List<String> fallback, String shown) {
    JsonNode value = get(key);
    if (absent(value)) {
      return fallback;
    }
    List<String> texts = new ArrayList<>();
    value.forEach(item -> texts.add(item.asText()));
    if (!value.isArray() || texts.stream().anyMatch(String::isBlank)) {
      problem(at(key), shown, "a list of texts");
      return fallback;
    }
    return texts;
  }

  Map<String, String> map(String key) {
    JsonNode value = get(key);
    Map<String, String> map = new TreeMap<>();
    if (absent(value)) {
      return map;
    }
    if (!value.isObject()
        || value.properties().stream().anyMatch(e -> !e.getValue().isValueNode())) {
      problem(at(key), NOT_SHOWN, "a mapping of names to texts");
      return map;
    }
    value.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  /** Notes every key that was never read. Call when all keys have been. */
  public void finish() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                String wayOut =
                    Nearest.of(name, known)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElseGet(() -> "known here: " + String.join(", ", known));
                problems.add(at(name) + ": unknown key; " + wayOut);
              }
            });
  }

  /** Whether the key is given. */
  public boolean has(String key) {
    return !absent(get(key));
  }

  /** The keys that are given, in their order. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Whether no key is given. */
  boolean isEmpty() {
    return node.isEmpty();
  }

  public void problem(String message) {
    problems.add(message);
  }

  private JsonNode get(String key) {
    known.add(key);
    return node.path(key);
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void problem(String where, JsonNode value, String wanted) {
    problem(where, shown(value), wanted);
  }

  private void problem(String where, String shown, String wanted) {
    problems.add(where + ": " + shown + " is not " + wanted);
  }

  /**
   * A mapping or a list where a value belongs may hold what belongs elsewhere, such as a secret.
   */
  private static String shown(JsonNode value) {
    return value.isContainerNode() ? NOT_SHOWN : value.toString();
  }

  private static String show(Duration duration) {
    if (duration.toMillis() % 1000 != 0 || duration.isZero()) {
      return duration.toMillis() + "ms";
    }
    return duration.toSeconds() % 86_400 == 0
        ? duration.toDays() + "d"
        : duration.toSeconds() + "s";
  }
}
