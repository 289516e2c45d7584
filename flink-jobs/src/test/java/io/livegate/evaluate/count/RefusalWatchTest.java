package io.livegate.evaluate.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalWatchTest {

  private static final String POLICY =
      """
      id: trial
      version: 1
      mode: enforce
      onUnavailable: {face: refuse, liveness: refuse, deepfake: ignore, content: ignore}
      gate: {timeout: 2s, onTimeout: refuse}
      rules:
        - id: in
          phase: gate
          when:
            - {signal: liveness.live, atLeast: 0.5, hits: 3, of: 4, within: 3s}
          effect: admit
          verdict: LIVE
        - id: out
          phase: gate
          when:
            - {signal: liveness.live, below: 0.2, hits: 8, of: 10, within: 3s}
          effect: refuse
          verdict: REPLAY
      """;

  private RefusalWatch watch = new RefusalWatch(policy());

  @BeforeEach
  void startAnew() {
    watch = new RefusalWatch(policy());
  }

  @Test
  void aBadSecondLongAfterAdmissionIsSeen() {
    feed("bad-second", i -> i >= 50 && i < 62 ? 0.1 : 0.9);

    assertThat(watch.wouldHaveRefused("bad-second")).isTrue();
  }

  @Test
  void aPersonWhoIsNeverThatBadIsNotRefusedHoweverLongNothingIsDecided() {
    feed("wavering", i -> i % 2 == 0 ? 0.1 : 0.9);
    feed("dim", i -> 0.3);

    assertThat(watch.wouldHaveRefused("wavering")).isFalse();
    assertThat(watch.wouldHaveRefused("dim")).isFalse();
    assertThat(watch.wouldHaveRefused("unheard of")).isFalse();
  }

  private void feed(String session, IntToDoubleFunction live) {
    for (int i = 0; i < 100; i++) {
      FrameHeader header =
          FrameHeader.of(new SessionKey("t", session), RecordKind.FRAME, i, 0, "image/jpeg");
      Map<String, Double> scores = Map.of("live", live.applyAsDouble(i));
      watch.add(
          Signals.of(
              header,
              i * 100L,
              Quality.NONE,
              List.of(LaneSignal.ok(Lane.LIVENESS, scores, List.of(), List.of())),
              List.of(),
              FrameCounts.ZERO));
    }
  }

  private static Policy policy() {
    try {
      return PolicyParser.parse(POLICY, "test");
    } catch (PolicyException e) {
      throw new AssertionError(e);
    }
  }
}
