package io.livegate.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import org.junit.jupiter.api.Test;

class ConfiguredScoresTest {

  @Test
  void everyScoreThatRulesMayNameIsMeasuredAsShipped() {
    ConfiguredScores scores = new ConfiguredScores(PipelineConfig.defaults());
    assertThat(KnownSignals.all()).allMatch(signal -> scores.missing(signal) == null);
  }

  @Test
  void aScoreIsMissingWithItsCueOrItsLane() throws Exception {
    ConfiguredScores scores =
        new ConfiguredScores(
            PipelineConfigParser.parse(
                """
                cues: {liveness: [frozen]}
                lanes: {content: {enabled: false}}
                """,
                "test"));
    assertThat(scores.missing(signal("liveness.loop"))).isEqualTo("'cues.liveness' lacks loop");
    assertThat(scores.missing(signal("content.explicit")))
        .isEqualTo("'lanes.content.enabled' is false");
    assertThat(scores.missing(signal("liveness.frozen"))).isNull();
    assertThat(scores.missing(signal("liveness.genuine"))).isNull();
    assertThat(scores.missing(signal("quality.brightness"))).isNull();
  }

  @Test
  void aScoreIsMeasuredNoMoreOftenThanItsLaneIsAsked() {
    ConfiguredScores scores = new ConfiguredScores(PipelineConfig.defaults());
    assertThat(scores.mostPerSecond(signal("content.explicit"))).isEqualTo(2);
    assertThat(scores.mostPerSecond(signal("liveness.frozen"))).isEqualTo(10);
  }

  private static KnownSignal signal(String name) {
    KnownSignal signal = KnownSignals.find(name);
    assertThat(signal).as(name).isNotNull();
    return signal;
  }
}
