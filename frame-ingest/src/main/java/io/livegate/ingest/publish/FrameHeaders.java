package io.livegate.ingest.publish;

import io.livegate.frame.CaptureTimes;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record on {@code livegate.frames}: a public contract any Kafka client can write.
 * All values are UTF-8 text.
 *
 * <table>
 *   <caption>Headers</caption>
 *   <tr><td>{@code lg-kind}</td><td>{@code frame} (default) or {@code control}</td></tr>
 *   <tr><td>{@code lg-control}</td><td>with {@code control}: {@code started}, {@code ended},
 *       {@code reported}, {@code challenge-asked}, {@code challenge-shown},
 *       {@code challenge-declined}, {@code erased} (with {@code lg-device})</td></tr>
 *   <tr><td>{@code lg-challenge}</td><td>optional, with {@code challenge-shown} and
 *       {@code challenge-declined}: the number that the event
 *       gave; with {@code challenge-asked}: the task that is wanted</td></tr>
 *   <tr><td>{@code lg-tenant}, {@code lg-session}</td><td>required; the record key is
 *       {@code tenant/session}</td></tr>
 *   <tr><td>{@code lg-call}, {@code lg-device}</td><td>optional, 1 to 256 characters</td></tr>
 *   <tr><td>{@code lg-region}</td><td>optional, 1 to 32 letters, digits, - and _: chooses the
 *       policy's layer</td></tr>
 *   <tr><td>{@code lg-seq}</td><td>required, from 0</td></tr>
 *   <tr><td>{@code lg-captured-at}</td><td>required, milliseconds, not negative</td></tr>
 *   <tr><td>{@code lg-intervals}</td><td>optional: milliseconds between the frames the source took
 *       since the last one sent, up to this one, sent or not, in the order they were taken, e.g.
 *       {@code 33,34,33}; 1 to 240 whole numbers, 60000 for a minute or more. Of the clock that
 *       stamped the taking (the stream's RTP time stamps), never of the arrival</td></tr>
 *   <tr><td>{@code lg-witness}</td><td>{@code sender} (default), {@code receiver},
 *       {@code server}</td></tr>
 *   <tr><td>{@code content-type}</td><td>optional; the bytes decide</td></tr>
 * </table>
 */
public final class FrameHeaders {

  public static final String KIND = "lg-kind";
  public static final String CONTROL = "lg-control";
  public static final String TENANT = "lg-tenant";
  public static final String SESSION = "lg-session";
  public static final String CALL = "lg-call";
  public static final String DEVICE = "lg-device";
  public static final String REGION = "lg-region";
  public static final String SEQ = "lg-seq";
  public static final String CAPTURED_AT = "lg-captured-at";
  public static final String INTERVALS = "lg-intervals";
  public static final String WITNESS = "lg-witness";
  public static final String CHALLENGE = "lg-challenge";
  public static final String CONTENT_TYPE = "content-type";

  private static final String UNKNOWN_TYPE = "application/octet-stream";
  private static final int MAX_NAME = 256;
  private static final int MAX_INTERVALS_LENGTH = 6 * CaptureTimes.MOST_OF_A_RECORD;

  private FrameHeaders() {}

  public static Headers write(FrameHeader header) {
    Headers headers = new RecordHeaders();
    boolean frame = header.kind() == RecordKind.FRAME;
    add(headers, KIND, frame ? "frame" : "control");
    add(headers, CONTROL, frame ? null : header.kind().id());
    add(headers, TENANT, header.key().tenant());
    add(headers, SESSION, header.key().session());
    add(headers, CALL, header.call());
    add(headers, DEVICE, header.device());
    add(headers, REGION, header.region());
    add(headers, SEQ, Long.toString(header.seq()));
    add(headers, CAPTURED_AT, Long.toString(header.capturedAtMillis()));
    if (!header.intervals().isEmpty()) {
      add(headers, INTERVALS, written(header.intervals()));
    }
    add(headers, WITNESS, header.witness().name().toLowerCase(Locale.ROOT));
    add(headers, CONTENT_TYPE, header.contentType());
    add(headers, CHALLENGE, header.challenge());
    return headers;
  }

  /**
   * Reads what a stranger wrote.
   *
   * @param key the record's key, or null when it has none
   * @throws InvalidFrameException naming every header that is missing or wrong, and a key that
   *     names another session than the headers
   */
  public static FrameHeader read(Headers headers, byte @Nullable [] key)
      throws InvalidFrameException {
    List<String> problems = new ArrayList<>();
    RecordKind kind = kind(headers, problems);
    SessionKey session = session(headers, key, problems);
    String call = name(headers, CALL, problems);
    String device = name(headers, DEVICE, problems);
    long seq = number(headers, SEQ, problems);
    long capturedAt = number(headers, CAPTURED_AT, problems);
    Witness witness = witness(headers, problems);
    String type = name(headers, CONTENT_TYPE, problems);
    String challenge = name(headers, CHALLENGE, problems);
    String region = region(headers, problems);
    List<Integer> intervals = intervals(headers, problems);
    if (session == null || !problems.isEmpty()) {
      throw new InvalidFrameException(problems);
    }
    return new FrameHeader(
        session,
        kind,
        call,
        device,
        seq,
        capturedAt,
        witness,
        type == null ? UNKNOWN_TYPE : type,
        challenge,
        region,
        intervals);
  }

  private static String written(List<Integer> intervals) {
    return intervals.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> intervals(Headers headers, List<String> problems) {
    String text = text(headers, INTERVALS);
    if (text == null) {
      return List.of();
    }
    if (text.length() <= MAX_INTERVALS_LENGTH && text.matches("[0-9]{1,5}(,[0-9]{1,5})*+")) {
      List<Integer> intervals = Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
      if (intervals.size() <= CaptureTimes.MOST_OF_A_RECORD
          && intervals.stream().allMatch(millis -> millis <= CaptureTimes.LONGEST_MILLIS)) {
        return intervals;
      }
    }
    problems.add(
        INTERVALS
            + " must be 1 to "
            + CaptureTimes.MOST_OF_A_RECORD
            + " whole numbers from 0 to "
            + CaptureTimes.LONGEST_MILLIS
            + " with commas between them, e.g. 33,34,33, not "
            + quoted(text));
    return List.of();
  }

  private static @Nullable String region(Headers headers, List<String> problems) {
    String region = text(headers, REGION);
    if (region != null && !region.matches("[A-Za-z0-9_-]{1,32}")) {
      problems.add(
          REGION + " must be 1 to 32 letters, digits, - and _, e.g. EU, not " + quoted(region));
    }
    return region;
  }

  private static RecordKind kind(Headers headers, List<String> problems) {
    String kind = text(headers, KIND);
    if (kind == null || kind.equals("frame")) {
      return RecordKind.FRAME;
    }
    if (!kind.equals("control")) {
      problems.add(KIND + " must be frame or control, not '" + shown(kind) + "'");
      return RecordKind.FRAME;
    }
    String control = text(headers, CONTROL);
    for (RecordKind candidate : RecordKind.values()) {
      if (candidate != RecordKind.FRAME && candidate.id().equals(control)) {
        return candidate;
      }
    }
    String known =
        Arrays.stream(RecordKind.values())
            .filter(candidate -> candidate != RecordKind.FRAME)
            .map(RecordKind::id)
            .collect(Collectors.joining(", "));
    problems.add(CONTROL + " must be one of " + known + ", not " + quoted(control));
    return RecordKind.FRAME;
  }

  private static @Nullable SessionKey session(
      Headers headers, byte @Nullable [] key, List<String> problems) {
    String tenant = text(headers, TENANT);
    String session = text(headers, SESSION);
    if (tenant == null) {
      problems.add(TENANT + " is missing");
    }
    if (session == null) {
      problems.add(SESSION + " is missing");
    }
    if (tenant == null || session == null) {
      return null;
    }
    try {
      SessionKey found = new SessionKey(tenant, session);
      String named = key == null ? null : new String(key, StandardCharsets.UTF_8);
      if (!found.asKey().equals(named)) {
        problems.add(
            "the record key must be "
                + quoted(found.asKey())
                + " as in the headers, not "
                + quoted(named));
      }
      return found;
    } catch (IllegalArgumentException e) {
      problems.add(shown(String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static Witness witness(Headers headers, List<String> problems) {
    String text = text(headers, WITNESS);
    if (text == null) {
      return Witness.SENDER;
    }
    for (Witness witness : Witness.values()) {
      if (witness.name().toLowerCase(Locale.ROOT).equals(text)) {
        return witness;
      }
    }
    problems.add(WITNESS + " must be sender, receiver or server, not " + quoted(text));
    return Witness.SENDER;
  }

  private static long number(Headers headers, String name, List<String> problems) {
    String text = text(headers, name);
    if (text == null) {
      problems.add(name + " is missing");
      return 0;
    }
    if (!text.matches("[0-9]{1,18}")) {
      problems.add(name + " must be a whole number from 0, not " + quoted(text));
      return 0;
    }
    return Long.parseLong(text);
  }

  private static @Nullable String name(Headers headers, String name, List<String> problems) {
    String text = text(headers, name);
    if (text != null
        && (text.isEmpty()
            || text.length() > MAX_NAME
            || text.chars().anyMatch(Character::isISOControl))) {
      problems.add(
          name
              + " must be 1 to "
              + MAX_NAME
              + " characters without control characters, not "
              + quoted(text));
    }
    return text;
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void add(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "missing" : "'" + shown(text) + "'";
  }

  /** What a stranger sent, made fit for a message. */
  private static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 120 ? plain : plain.substring(0, 120) + "...";
  }
}
