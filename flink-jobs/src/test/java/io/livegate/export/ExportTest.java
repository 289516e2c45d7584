package io.livegate.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.probe.Probe;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The examples of docs/redress.md. */
class ExportTest {

  private static final String EVENT =
      """
      {"id": "10e60845ede4d56f84f8c3e71d130a8d", "type": "io.livegate.session.disconnected",
       "time": "2026-11-21T15:00:00Z", "subject": "s1",
       "data": {"tenant": "t", "session": "s1", "device": "d7", "effect": "disconnect",
                "mode": "enforce", "ruleId": "explicit", "verdict": "EXPLICIT",
                "automation": "fully", "reasonCategory": "explicit-content",
                "statement": "The session was disconnected."}}
      """;

  @Test
  void anActionIsAnItemForCoop() throws IOException {
    assertThat(CoopExport.items(json(EVENT)))
        .isEqualTo(
            json(
                """
                {"items": [{"id": "10e60845ede4d56f84f8c3e71d130a8d", "typeId": "livegate-action",
                  "data": {"tenant": "t", "session": "s1", "effect": "disconnect",
                    "ruleId": "explicit", "verdict": "EXPLICIT", "automation": "fully",
                    "reasonCategory": "explicit-content",
                    "statement": "The session was disconnected.",
                    "createdAt": "2026-11-21T15:00:00Z",
                    "device": {"id": "d7", "typeId": "livegate-device"}}}]}
                """));
  }

  @Test
  void anAppealNamesTheEventThatCoopAnswersWith() throws IOException {
    JsonNode appeal =
        CoopExport.appeal(json(EVENT), "user-3", Instant.parse("2026-11-22T08:00:00Z"), "A poster");

    assertThat(appeal.path("appealId").asText()).isEqualTo("10e60845ede4d56f84f8c3e71d130a8d");
    assertThat(appeal.path("appealedBy"))
        .isEqualTo(json("{\"typeId\": \"livegate-device\", \"id\": \"user-3\"}"));
    assertThat(appeal.path("appealedAt").asText()).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(appeal.path("actionedItem"))
        .isEqualTo(CoopExport.items(json(EVENT)).path("items").get(0));
    assertThat(appeal.path("actionsTaken")).isEqualTo(json("[\"livegate-disconnect\"]"));
    assertThat(appeal.path("appealReason").asText()).isEqualTo("A poster");
  }

  @Test
  void whatWasOnlyObservedOrTakesNothingIsNotForCoop() throws IOException {
    assertThat(CoopExport.concerns(json(EVENT))).isTrue();
    assertThat(CoopExport.concerns(json(EVENT.replace("\"enforce\"", "\"observe\"")))).isFalse();
    assertThat(CoopExport.concerns(json(EVENT.replace("\"disconnect\"", "\"admit\"")))).isFalse();
  }

  @Test
  void aLiveEventIsAnActionForOsprey() throws IOException {
    JsonNode action = OspreyExport.action(json(EVENT));

    assertThat(action.path("send_time").asText()).isEqualTo("2026-11-21T15:00:00Z");
    assertThat(action.path("data").path("action_name").asText())
        .isEqualTo("livegate_session_disconnected");
    JsonNode observed = OspreyExport.action(json(EVENT.replace("\"enforce\"", "\"observe\"")));
    assertThat(observed.path("data").path("action_name").asText())
        .isEqualTo("livegate_session_disconnected_observed");
    long id = action.path("data").path("action_id").asLong();
    assertThat(id).isPositive().isLessThan(1L << 53);
    assertThat(action.path("data").path("data").path("event_id").asText()).startsWith("10e60845");
    assertThat(OspreyExport.concerns(json(EVENT))).isTrue();
    assertThat(OspreyExport.concerns(json(EVENT.replace("\"time\"", "\"at\"")))).isFalse();
    JsonNode probe = json(EVENT);
    ((ObjectNode) probe.path("data")).put("tenant", Probe.TENANT);
    assertThat(OspreyExport.concerns(probe)).as("the job's own probe").isFalse();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
