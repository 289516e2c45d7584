package io.livegate.job.judge;

import static io.livegate.job.swap.TinyModels.BLUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import io.livegate.job.swap.TinyModels;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.Lane;
import io.livegate.signal.Signals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole judge, twice over the same frames: once with models in shadow, once without. */
class ShadowDecidesNothingTest {

  private static final String POLICY =
      """
      id: red
      version: 1
      mode: enforce
      gate: {timeout: 3s, onTimeout: admit-watched}
      rules:
        - id: warned
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.5, hits: 3, of: 5, within: 5s}]
          effect: warn
          verdict: EXPLICIT
          cooldown: 2s
      """;

  @TempDir Path folder;

  private record Told(List<Signals> signals, List<Decision> decisions) {}

  @Test
  void recordsWithoutTheirShadowAndDecisionsAreTheSame() throws Exception {
    TinyModels tiny = new TinyModels(folder);
    PipelineConfig config = tiny.all();
    ModelPlan plan = ModelPlan.configured(Lane.CONTENT, List.of(tiny.card(TinyModels.RED)));
    Candidate blue = new Candidate(Stage.SHADOW, List.of(tiny.card(BLUE)), 1);
    int decisions = 0;
    try (FrameJudge without = new LaneFrameJudges().open(config);
        FrameJudge with = new LaneFrameJudges().open(config)) {
      assertThat(with.follow(plan.with(blue))).isEmpty();
      for (int seed = 0; seed < 10; seed++) {
        Told alone = told(without, seed);
        Told beside = told(with, seed);
        assertThat(beside.signals()).allSatisfy(record -> assertThat(record.shadow()).hasSize(1));
        assertThat(beside.signals().stream().map(record -> record.withShadow(null)).toList())
            .isEqualTo(alone.signals());
        assertThat(beside.decisions()).isEqualTo(alone.decisions());
        decisions += alone.decisions().size();
      }
    }
    assertThat(decisions).as("something was decided").isGreaterThan(20);
  }

  private static Told told(FrameJudge judge, int seed) throws Exception {
    Random random = new Random(seed);
    SessionKey key = new SessionKey("t", "s" + seed);
    FrameJudge.Session session = judge.openSession(key);
    Decider decider = new Decider(PolicyParser.parse(POLICY, "test"));
    SessionEvidence evidence = new SessionEvidence();
    List<Signals> signals = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      FrameHeader header = FrameHeader.of(key, RecordKind.FRAME, i, i * 100L, "image/jpeg");
      byte[] jpeg = JpegEncoder.encode(picture(random), 90);
      Signals record = session.judge(new EncodedFrame(header, jpeg), i * 100L);
      signals.add(record);
      decisions.addAll(decider.observe(evidence, record));
    }
    return new Told(signals, decisions);
  }

  private static Image picture(Random random) {
    byte[] bgr = new byte[96 * 64 * 3];
    byte blue = (byte) random.nextInt(256);
    byte red = (byte) random.nextInt(256);
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = blue;
      bgr[i + 2] = red;
    }
    return new Image(96, 64, bgr, 1);
  }
}
