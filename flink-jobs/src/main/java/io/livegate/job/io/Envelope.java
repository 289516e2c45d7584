package io.livegate.job.io;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What all events have in common: CloudEvents 1.0 in structured JSON, ids that are hashes. */
final class Envelope {

  private static final JsonFormat FORMAT = new JsonFormat();
  private static final String SOURCE = "/livegate";

  private Envelope() {}

  /**
   * @param timeMillis epoch milliseconds; null in media time
   */
  static byte[] write(
      EventType type, String id, String subject, ObjectNode data, @Nullable Long timeMillis) {
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(URI.create(SOURCE))
            .withType(type.id())
            .withSubject(subject)
            .withData("application/json", JsonCloudEventData.wrap(data));
    if (timeMillis != null) {
      builder.withTime(Instant.ofEpochMilli(timeMillis).atOffset(ZoneOffset.UTC));
    }
    return FORMAT.serialize(builder.build());
  }

  /** The first 32 hex digits of the SHA-256 of the parts, each ended by a zero byte. */
  static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
