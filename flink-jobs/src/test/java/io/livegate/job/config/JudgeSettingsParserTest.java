package io.livegate.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.signal.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeSettingsParserTest {

  private static final JudgeSettings SHIPPED = PipelineConfig.defaults().judging();

  @Test
  void aSpotCheckIsNotLongerThanTheTimeThatHoldsIt() {
    List<String> problems = new ArrayList<>();
    JudgeSettingsParser.change("sampling: {spotEvery: 2s}", SHIPPED, SHIPPED, problems);
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("sampling.spotDuration: 3000ms is longer than spotEvery, the 2000ms");
  }

  @Test
  void aRecordChangesWhatItNamesAndNothingElse() {
    List<String> problems = new ArrayList<>();
    JudgeSettings changed =
        JudgeSettingsParser.change(
            "sampling: {burstDuration: 3s}\nlanes: {deepfake: {every: 2s}}",
            SHIPPED,
            SHIPPED,
            problems);
    assertThat(problems).isEmpty();
    assertThat(changed.sampling().burstDuration()).isEqualTo(Duration.ofSeconds(3));
    assertThat(changed.sampling().gatePerSecond()).isEqualTo(SHIPPED.sampling().gatePerSecond());
    assertThat(changed.lane(Lane.DEEPFAKE).every()).isEqualTo(Duration.ofSeconds(2));
    assertThat(changed.lane(Lane.DEEPFAKE).models()).isEqualTo(List.of("meso4-df"));
    assertThat(changed.lane(Lane.CONTENT)).isEqualTo(SHIPPED.lane(Lane.CONTENT));
    assertThat(changed.faces().minWidth()).isEqualTo(40);
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThat(problems("sampling: {gatePerSecond: 0}\nfaces: {minWidth: 1}\nlane: {}\n"))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("did you mean 'lanes'"));
    assertThat(problems("lanes: {face: {enabled: false}}")).hasSize(1);
    assertThat(problems("lanes: {content: {models: [x]}}"))
        .singleElement()
        .asString()
        .contains("lanes.content.models");
    assertThat(problems("")).singleElement().asString().contains("nothing is set");
    assertThat(problems("[1")).singleElement().asString().contains("not YAML");
  }

  @Test
  void aLaneThatWasNotLoadedCannotBeSwitchedOn() {
    JudgeSettings without =
        PipelineConfigParser.parse("lanes: {content: {enabled: false}}", "test").judging();
    List<String> problems = new ArrayList<>();
    JudgeSettingsParser.change("lanes: {content: {enabled: true}}", without, without, problems);
    assertThat(problems).singleElement().asString().contains("has not loaded its models");
  }

  @Test
  void aTenantsOwnLieOverThoseOfAllAndWhatIsNoLongerGoodIsLeftOut() {
    String all = "sampling: {watchPerSecond: 2, looksPerSecond: 0}";
    String own = "sampling: {watchPerSecond: 3}";
    JudgeSettings both = JudgeSettingsParser.layered(SHIPPED, all, own);
    assertThat(both.sampling().watchPerSecond()).isEqualTo(3);
    assertThat(both.sampling().looksPerSecond()).isZero();
    assertThat(JudgeSettingsParser.layered(SHIPPED, null, null)).isEqualTo(SHIPPED);
    assertThat(JudgeSettingsParser.layered(SHIPPED, all, "sampling: 5").sampling().watchPerSecond())
        .isEqualTo(2);
  }

  private static List<String> problems(String yaml) {
    List<String> problems = new ArrayList<>();
    JudgeSettingsParser.change(yaml, SHIPPED, SHIPPED, problems);
    return problems;
  }
}
