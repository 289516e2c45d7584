package io.livegate.job.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.PipelineConfigParser;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsEventsTest {

  private static final PolicyEvents.About ABOUT =
      new PolicyEvents.About("topic/0/1", "tenant", null, null, "ann", 1L);

  /** Changed with {@code ./livegate models}, and told by an event of their own. */
  private static final Set<String> MODELS = Set.of("models", "standIn");

  @Test
  void everySettingThatIsInForceIsTold() {
    JudgeSettings settings = PipelineConfigParser.parse("", "nothing").judging();
    JsonNode told =
        EventSchemas.check(SettingsEvents.applied(settings, false, ABOUT)).at("/data/settings");
    for (String name : components(JudgeSettings.class)) {
      assertThat(told.has(name)).as(name).isTrue();
    }
    for (String name : components(JudgeSettings.Sampling.class)) {
      assertThat(told.path("sampling").has(name)).as(name).isTrue();
    }
    assertThat(told.path("lanes")).hasSameSizeAs(settings.lanes().keySet());
    for (JsonNode lane : told.path("lanes")) {
      for (String name : components(JudgeSettings.LaneConfig.class)) {
        assertThat(lane.has(name)).as(name).isEqualTo(!MODELS.contains(name));
      }
    }
  }

  @Test
  void whatCannotBeUsedIsToldWithAllItsProblems() {
    JsonNode told = EventSchemas.check(SettingsEvents.rejected(List.of("a", "b"), ABOUT));
    assertThat(told.at("/data/problems")).hasSize(2);
  }

  private static List<String> components(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
