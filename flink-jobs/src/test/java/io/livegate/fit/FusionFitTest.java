package io.livegate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.evaluate.stats.Rate;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.liveness.fuse.Fusion;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FusionFitTest {

  private static final Map<String, Boolean> RISING = Map.of("live", true, "moire", false);
  private static final String POLICY =
      """
      id: trial
      version: 1
      mode: enforce
      onUnavailable: {face: refuse, liveness: refuse, deepfake: ignore, content: ignore}
      gate: {timeout: 4s, onTimeout: refuse}
      rules:
        - id: in
          phase: gate
          when:
            - {signal: liveness.genuine, atLeast: 0.7, hits: 8, of: 10, within: 3s}
          effect: admit
          verdict: LIVE
      """;

  private final Random random = new Random(3);

  @Test
  void aCueThatTellsTheClassesApartGetsACurveInItsDirection() {
    Fusion fusion = new FusionFit(RISING, Set.of(), Map.of()).of(clips(12, 0.3));

    assertThat(fusion.curves().get("live").at(0.95)).isGreaterThan(0.5);
    assertThat(fusion.curves().get("live").at(0.05)).isLessThan(-0.5);
    assertThat(fusion.curves().get("moire").at(0.9)).isLessThan(fusion.curves().get("moire").at(0));
  }

  @Test
  void aCueWeighsNoMoreThanItMayHoweverWellItTells() {
    Fusion fusion = new FusionFit(RISING, Set.of(), Map.of("moire", -0.3)).of(clips(60, 0.05));

    assertThat(fusion.curves().get("moire").logRatios()).allMatch(ratio -> ratio >= -0.3);
    assertThat(fusion.curves().get("live").at(0.05)).isLessThan(-1);
  }

  @Test
  void aCueThatSaysNothingIsLeftOut() {
    List<Trace> clips = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clips.add(clip("p" + i, i % 2 == 0, i % 2 == 0 ? 0.9 : 0.2, random.nextDouble()));
    }
    Fusion fusion = new FusionFit(RISING, Set.of(), Map.of()).of(clips);

    assertThat(fusion.curves()).containsOnlyKeys("live");
  }

  @Test
  void aCueWithTheWrongSignIsNeverTurnedRound() {
    List<Trace> clips = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      boolean genuine = i % 2 == 0;
      clips.add(clip("p" + i, genuine, genuine ? 0.9 : 0.2, genuine ? 0.8 : 0.1));
    }
    Fusion fusion = new FusionFit(RISING, Set.of(), Map.of()).of(clips);

    assertThat(fusion.curves()).doesNotContainKey("moire");
  }

  @Test
  void twoClipsCannotMakeAnythingSure() {
    Fusion few = new FusionFit(RISING, Set.of(), Map.of()).of(clips(2, 0.05));
    Fusion many = new FusionFit(RISING, Set.of(), Map.of()).of(clips(60, 0.05));

    assertThat(few.curves().get("live").at(1)).isLessThan(many.curves().get("live").at(1));
    assertThat(few.curves().get("live").at(1)).isLessThan(2);
  }

  @Test
  void aScoreThatOnlyAccusesIsAddedToWhatTheOthersMakeWithoutIt() {
    List<Trace> clips = clips(20, 0.3);
    Fusion without = new FusionFit(Map.of("live", true), Set.of(), Map.of()).of(clips);
    Fusion with = new FusionFit(RISING, Set.of("moire"), Map.of()).of(clips);

    assertThat(with.curves().get("live")).isEqualTo(without.curves().get("live"));
    assertThat(with.offset()).isEqualTo(without.offset());
    assertThat(with.correlationSeconds()).isEqualTo(without.correlationSeconds());
    assertThat(with.curves().get("moire").at(0)).isZero();
    assertThat(with.curves().get("moire").at(0.9)).isNegative();
  }

  @Test
  void oneClassAloneIsNoFit() {
    List<Trace> genuine = clips(8, 0.3).stream().filter(Trace::genuine).toList();

    assertThatThrownBy(() -> new FusionFit(RISING, Set.of(), Map.of()).of(genuine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("genuine people and of attacks");
  }

  @Test
  void neighbouringFramesThatRepeatEachOtherAreDiscounted() {
    Fusion constant = new FusionFit(RISING, Set.of(), Map.of()).of(clips(20, 0));
    Fusion noisy = new FusionFit(RISING, Set.of(), Map.of()).of(clips(20, 0.6));

    assertThat(constant.correlationSeconds()).isGreaterThan(noisy.correlationSeconds());
  }

  @Test
  void whatIsLeftOutIsJudgedByTheOthersOnly() throws PolicyException {
    List<Trace> clips = new ArrayList<>(clips(20, 0.2));
    // one source whose genuine person looks like an attack in every way
    Trace odd = clip("odd", true, 0.05, 0.95);
    clips.add(odd);
    FusionFit fit = new FusionFit(RISING, Set.of(), Map.of());
    LeaveOneSourceOut.Errors errors =
        new LeaveOneSourceOut(fit, PolicyParser.parse(POLICY, "test")).of(clips, fit.of(clips));

    assertThat(errors.leftOut()).containsExactly(odd);
    assertThat(LeaveOneSourceOut.byLabel(clips, errors.leftOut()))
        .containsEntry("genuine", new Rate(1, 11))
        .containsEntry("print", new Rate(0, 10));
  }

  /** Half genuine (live about 0.85, little moiré), half attacks (live about 0.2, more moiré). */
  private List<Trace> clips(int n, double noise) {
    List<Trace> clips = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean genuine = i % 2 == 0;
      clips.add(
          clip(
              "s" + i,
              genuine,
              genuine ? 0.85 : 0.2,
              genuine ? 0.1 * random.nextDouble() : 0.4 + 0.5 * random.nextDouble(),
              noise));
    }
    return clips;
  }

  private Trace clip(String source, boolean genuine, double live, double moire) {
    return clip(source, genuine, live, moire, 0.05);
  }

  private Trace clip(String source, boolean genuine, double live, double moire, double noise) {
    List<Signals> records = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Map<String, Double> scores = new HashMap<>();
      scores.put("live", clamp(live + noise * random.nextGaussian()));
      scores.put("moire", clamp(moire + noise * random.nextGaussian()));
      FrameHeader header =
          FrameHeader.of(new SessionKey("t", source), RecordKind.FRAME, i, i * 100L, "image/jpeg");
      records.add(
          Signals.of(
              header,
              i * 100L,
              Quality.NONE,
              List.of(LaneSignal.ok(Lane.LIVENESS, scores, List.of(), List.of())),
              List.of(),
              FrameCounts.ZERO));
    }
    return new Trace(source + ".mp4", source, genuine ? "live" : "print", genuine, 6, records);
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
