package io.livegate.job.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.decide.DecideHarness.Shows;
import io.livegate.model.ModelCards;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveModelsTest {

  private static final String LIVENESS = "/models/liveness";
  private static final String PAD = "{\"models\": [\"livegate-pad\"]}";

  @Test
  void whatHoldsIsSaidWithEveryModel() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish(
          LIVENESS,
          """
          {"models": ["livegate-pad"],
           "candidate": {"stage": "canary", "share": 0.05, "models": ["livegate-pad"]},
           "previous": ["minifasnet-v2", "minifasnet-v1se"]}
          """);
      job.publish(LIVENESS, null);

      List<JsonNode> events = job.events();
      assertThat(events)
          .extracting(event -> event.path("type").asText())
          .containsOnly("io.livegate.models.applied");
      JsonNode applied = events.get(0).path("data");
      assertThat(applied.path("lane").asText()).isEqualTo("liveness");
      assertThat(applied.path("models").get(0).path("sha256").asText())
          .isEqualTo(ModelCards.bundled().get("livegate-pad").sha256());
      assertThat(applied.path("candidate").path("share").asDouble()).isEqualTo(0.05);
      assertThat(applied.path("withdrawn").asBoolean()).isFalse();
      JsonNode back = events.get(1).path("data");
      assertThat(back.path("withdrawn").asBoolean()).isTrue();
      assertThat(back.path("models")).hasSize(2);
      assertThat(back.has("candidate")).isFalse();
    }
  }

  @Test
  void aBadRecordIsRejectedWithEveryProblemAndTheLastGoodPlanStays() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish(LIVENESS, PAD);
      job.publish(LIVENESS, "{\"models\": [\"meso4-df\", \"none\"], \"share\": 1}");
      job.publish("/models/face", PAD);
      job.publish(LIVENESS + "/t", PAD);

      List<JsonNode> events = job.events();
      JsonNode rejected = events.get(1).path("data");
      assertThat(rejected.path("problems")).hasSize(3);
      assertThat(rejected.path("inForce").path("models").get(0).path("id").asText())
          .isEqualTo("livegate-pad");
      for (JsonNode event : events.subList(2, 4)) {
        assertThat(event.path("type").asText()).isEqualTo("io.livegate.models.rejected");
        assertThat(event.path("data").path("problems").toString())
            .contains("/models/LANE", "changes with a restart");
        assertThat(event.path("data").has("lane")).isFalse();
      }
    }
  }

  @Test
  void aPlanIsStillKnownAfterARestartAndDecidesNothingByItself() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish(LIVENESS, PAD);
      job.restartAfter(1_000);
      job.publish(LIVENESS, "{\"models\": 7}");
      List<JsonNode> events = job.events();
      assertThat(events.get(events.size() - 1).path("data").path("inForce").toString())
          .contains("livegate-pad");
      job.frames("t", "s", 5, 100, Shows.PERSON);
      assertThat(job.told()).containsExactly("session.admitted enforce");
    }
  }
}
