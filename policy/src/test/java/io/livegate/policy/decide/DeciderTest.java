package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.Effect;
import io.livegate.policy.Policies;
import io.livegate.policy.Traces;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.evidence.SessionEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeciderTest {

  private final Decider decider = new Decider(Policies.bundled());
  private final SessionEvidence evidence = new SessionEvidence();
  private final List<Decision> decisions = new ArrayList<>();

  @Test
  void admitsALivePersonAfterOneAndAFifthSecondsOfGoodEvidence() {
    for (int i = 0; i < 30; i++) {
      frame(
          i,
          Map.of(
              "face.present",
              1.0,
              "face.share",
              0.3,
              "liveness.live",
              0.9,
              "liveness.frozen",
              0.0));
    }
    assertThat(decisions).hasSize(1);
    assertThat(decisions.get(0).effect()).isEqualTo(Effect.ADMIT);
    assertThat(decisions.get(0).atMillis()).isEqualTo(1200);
    assertThat(decider.summary(evidence).outcome()).isEqualTo(Outcome.ADMITTED);
    assertThat(decider.summary(evidence).decidedAtMillis()).isEqualTo(1200);
  }

  private void frame(int i, Map<String, Double> scores) {
    decisions.addAll(decider.observe(evidence, Traces.frame(i, i * 100L, scores)));
  }
}
