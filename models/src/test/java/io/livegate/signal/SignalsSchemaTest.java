package io.livegate.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.hash.FrameHash;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignalsSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              SignalsSchemaTest.class.getResourceAsStream(
                  "/io/livegate/signal/signals.schema.json"));

  @Test
  void everyFieldOfEveryRecordIsInTheSchema() throws IOException {
    Set<String> known = new HashSet<>();
    schema().path("properties").fieldNames().forEachRemaining(known::add);
    Set<String> fields = new HashSet<>();
    for (RecordKind kind : RecordKind.values()) {
      for (LaneStatus status : LaneStatus.values()) {
        for (Witness witness : Witness.values()) {
          JsonNode record = JSON.readTree(SignalsJson.write(record(kind, status, witness)));
          assertThat(SCHEMA.validate(record)).as("%s", record).isEmpty();
          record.fieldNames().forEachRemaining(fields::add);
        }
      }
    }
    assertThat(fields).isEqualTo(known);
  }

  @Test
  void aShadowWithoutItsModelsIsFound() throws IOException {
    JsonNode record =
        JSON.readTree(SignalsJson.write(record(RecordKind.FRAME, LaneStatus.OK, Witness.SENDER)));
    ((ObjectNode) record.path("shadow").get(0)).remove("models");
    assertThat(SCHEMA.validate(record)).hasSize(1);
  }

  private static JsonNode schema() throws IOException {
    return JSON.readTree(
        SignalsSchemaTest.class.getResourceAsStream("/io/livegate/signal/signals.schema.json"));
  }

  private static Signals record(RecordKind kind, LaneStatus status, Witness witness) {
    FrameHeader header =
        new FrameHeader(
            new SessionKey("t", "s"),
            kind,
            "call",
            "device",
            7,
            1,
            witness,
            "image/jpeg",
            "a challenge",
            "EU");
    List<LaneSignal> lanes =
        Stream.of(Lane.values())
            .map(
                lane ->
                    new LaneSignal(
                        lane,
                        status,
                        Map.of("x", 0.5),
                        List.of(ReasonCode.NO_FACE),
                        List.of(new ModelStamp("m", "1", "ab", "f"))))
            .toList();
    return Signals.of(header, 1, Quality.NONE, lanes, List.of(ReasonCode.DARK), FrameCounts.ZERO)
        .withHash(new FrameHash(1, 2, 3, 4, 90))
        .withShadow(lanes);
  }
}
