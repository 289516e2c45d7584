package io.livegate.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.Policy;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticSignalsTest {

  private static final long SESSIONS = 100;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | [ADMIT]",
        "92 | [REFUSE]",
        "96 | [COACH, REFUSE]",
        "99 | [ADMIT, BLUR]",
      })
  void aSessionGoesThroughTheShippedPolicyAsItsKindShould(long session, String effects)
      throws Exception {
    Policy policy =
        PolicyParser.parse(Files.readString(Path.of("../policies/default.yaml")), "default");
    Decider decider = new Decider(policy);
    SessionEvidence evidence = new SessionEvidence();
    SyntheticSignals signals = new SyntheticSignals(SESSIONS);
    List<Decision> decisions = new ArrayList<>();
    for (long frame = 0; frame < Simulation.FRAMES; frame++) {
      decisions.addAll(decider.observe(evidence, signals.map(frame * SESSIONS + session)));
    }
    assertThat(decisions).extracting(Decision::effect).asString().isEqualTo(effects);
  }
}
