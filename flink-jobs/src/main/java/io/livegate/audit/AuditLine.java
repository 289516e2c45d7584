package io.livegate.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * A line of the audit log: {@code
 * {"seq":…,"previous":"…","topic":"…","partition":…,"offset":…,"event":{…},"hash":"…"}}. The hash
 * is taken over the line's text in front of it, so that what is hashed is what stands in the file.
 *
 * @param seq from 0, without a gap
 * @param previous hash of the line before; 64 zeros for the first
 * @param topic where the event was read, with partition and offset
 * @param event JSON
 */
record AuditLine(
    long seq, String previous, String topic, int partition, long offset, String event) {

  /** Stands for the line before the first. */
  static final String BEGINNING = "0".repeat(64);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HASH = ",\"hash\":\"";

  /** The text of a line and its hash. */
  record Sealed(String text, String hash) {}

  Sealed seal(Seal seal) {
    String body =
        "{\"seq\":"
            + seq
            + ",\"previous\":\""
            + previous
            + "\",\"topic\":\""
            + topic
            + "\",\"partition\":"
            + partition
            + ",\"offset\":"
            + offset
            + ",\"event\":"
            + event;
    String hash = seal.of(body);
    return new Sealed(body + HASH + hash + "\"}", hash);
  }

  /**
   * Reads a line without believing it.
   *
   * @throws IOException if it is none
   */
  static AuditLine parse(String text) throws IOException {
    JsonNode json = JSON.readTree(text);
    if (!json.path("seq").isIntegralNumber()
        || !json.path("offset").isIntegralNumber()
        || !json.path("event").isObject()) {
      throw new IOException("it is no line of an audit log");
    }
    return new AuditLine(
        json.path("seq").asLong(),
        json.path("previous").asText(),
        json.path("topic").asText(),
        json.path("partition").asInt(),
        json.path("offset").asLong(),
        json.path("event").toString());
  }

  /** The hash written in a line; empty if there is none. */
  static String writtenHash(String text) {
    int at = text.lastIndexOf(HASH);
    return at < 0 || !text.endsWith("\"}")
        ? ""
        : text.substring(at + HASH.length(), text.length() - 2);
  }

  /** The hash that should be written in a line. */
  static String rightHash(String text, Seal seal) {
    int at = text.lastIndexOf(HASH);
    return seal.of(at < 0 ? text : text.substring(0, at));
  }
}
