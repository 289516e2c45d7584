package io.livegate.job.standing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.livegate.frame.SessionKey;
import io.livegate.job.probe.Probe;
import io.livegate.policy.standing.Review;
import io.livegate.policy.standing.Review.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads reviews. One that breaks the contract is passed on with its problems: what a person decided
 * about another must not get lost in silence.
 */
public final class ReviewReceiver implements KafkaRecordDeserializationSchema<ReviewRecord> {

  private static final long serialVersionUID = 1L;
  private static final String SCHEMA = "/io/livegate/reviews/review.schema.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 32_768;
  private static final int MOST_PROBLEMS = 20;

  private transient @Nullable JsonSchema schema;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ReviewRecord> out) {
    String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
    out.collect(read(record.value(), record.timestamp(), origin));
  }

  /**
   * @param brokerMillis when the broker got it: nothing can have been found after that
   */
  ReviewRecord read(byte @Nullable [] value, long brokerMillis, String origin) {
    List<String> problems = new ArrayList<>();
    JsonNode json = tree(value, problems);
    if (json != null) {
      for (ValidationMessage each : schema().validate(json)) {
        problems.add(each.getMessage());
      }
      if (problems.isEmpty()) {
        check(json, problems);
      }
    }
    if (json == null || !problems.isEmpty()) {
      return new ReviewRecord(
          null, origin, problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
    }
    Review review =
        new Review(
            json.path("eventId").asText(),
            json.path("tenant").asText(),
            json.path("session").asText(),
            text(json, "device"),
            Outcome.valueOf(json.path("outcome").asText().toUpperCase(Locale.ROOT)),
            json.path("by").asText(),
            Math.min(json.path("atMillis").asLong(), brokerMillis),
            text(json, "note"),
            json.path("permanentBan").asBoolean(),
            origin);
    return new ReviewRecord(review, origin, List.of());
  }

  private static @Nullable JsonNode tree(byte @Nullable [] value, List<String> problems) {
    if (value == null || value.length == 0 || value.length > MOST_BYTES) {
      problems.add("a review is a JSON object of 1 to " + MOST_BYTES + " bytes");
      return null;
    }
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      problems.add("it is not JSON");
      return null;
    }
  }

  /** What the schema does not say. */
  private static void check(JsonNode json, List<String> problems) {
    if (Probe.is(json.path("tenant").asText())) {
      problems.add("the tenant '" + Probe.TENANT + "' is nobody's: the job's own probe");
    }
    try {
      new SessionKey(json.path("tenant").asText(), json.path("session").asText());
    } catch (IllegalArgumentException e) {
      // Its event could not be written: it has no such key.
      problems.add(String.valueOf(e.getMessage()));
    }
    if (json.path("permanentBan").asBoolean()) {
      if (!json.has("device")) {
        problems.add("permanentBan bans a device, and no device is named");
      }
      if (!json.path("outcome").asText().equals("upheld")) {
        problems.add("permanentBan goes with outcome upheld only");
      }
    }
  }

  private static @Nullable String text(JsonNode json, String field) {
    return json.has(field) ? json.path(field).asText() : null;
  }

  private JsonSchema schema() {
    if (schema == null) {
      try (InputStream in = ReviewReceiver.class.getResourceAsStream(SCHEMA)) {
        if (in == null) {
          throw new IllegalStateException("the jar lacks " + SCHEMA);
        }
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      } catch (IOException e) {
        throw new UncheckedIOException("the jar's " + SCHEMA + " cannot be read", e);
      }
    }
    return schema;
  }

  @Override
  public TypeInformation<ReviewRecord> getProducedType() {
    return TypeInformation.of(ReviewRecord.class);
  }
}
