package io.livegate.job.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The value of a record under {@code /reviewers}: {@code {"untilMillis": 1720000000000}}. People
 * who review are on shift until then; a shift that is never said to be over ends all the same.
 *
 * @param untilMillis epoch milliseconds
 */
public record ReviewShift(long untilMillis) {

  /** From the record on. */
  public static final Duration LONGEST = Duration.ofHours(24);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads one.
   *
   * @param publishedMillis when the broker got it; negative if that is not known
   * @param problems takes whatever is wrong; without any the answer can be used
   */
  static ReviewShift parse(String text, long publishedMillis, List<String> problems) {
    JsonNode node = JSON.missingNode();
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      problems.add("not JSON: " + e.getOriginalMessage());
    }
    JsonNode until = node.path("untilMillis");
    if (!until.isIntegralNumber()) {
      problems.add(
          "untilMillis: '"
              + until.asText()
              + "' must be the end of the shift in epoch milliseconds; a record without a value"
              + " ends it at once");
    } else if (publishedMillis >= 0 && until.asLong() - publishedMillis > LONGEST.toMillis()) {
      problems.add(
          "untilMillis: "
              + until.asText()
              + " is more than "
              + LONGEST.toHours()
              + " h away; say it again with each shift, so that a forgotten one ends");
    }
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.remove("untilMillis");
    unknown.forEach(name -> problems.add(name + ": unknown; there is untilMillis"));
    return new ReviewShift(until.asLong());
  }

  /** The same for a record that was checked before. */
  static ReviewShift ofChecked(String text) {
    return parse(text, -1, new ArrayList<>());
  }

  /** As a record's value. */
  public String text() {
    return JSON.createObjectNode().put("untilMillis", untilMillis).toString();
  }
}
