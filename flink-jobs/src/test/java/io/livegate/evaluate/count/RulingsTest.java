package io.livegate.evaluate.count;

import static io.livegate.evaluate.Cases.clip;
import static io.livegate.evaluate.Cases.happening;
import static io.livegate.evaluate.Cases.still;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import org.junit.jupiter.api.Test;

class RulingsTest {

  private static final Object[] LIVE = {
    "face.present", 1,
    "face.tooSmall", 0,
    "liveness.genuine", 0.9,
    "liveness.frozen", 0,
    "liveness.still", 0,
    "liveness.loop", 0,
    "liveness.human", 0.9
  };

  private final Rulings rulings;

  RulingsTest() throws PolicyException {
    rulings = new Rulings(PolicyParser.parse(PolicyFile.bundled().text(), "default"));
  }

  @Test
  void aGenuineClipOfFourSecondsLeftUndecidedCountsAsRefused() {
    assertThat(rulings.of(clip("live", 3.9, "undecided")))
        .isEqualTo(new Ruling(false, false, false, true, false));
    assertThat(rulings.of(clip("live", 4, "undecided")))
        .isEqualTo(new Ruling(true, false, false, true, true));
    assertThat(rulings.of(clip("live-degraded", 4, "undecided")).refused()).isTrue();
  }

  @Test
  void anAttackOfFiveSecondsLeftUndecidedCountsAsAdmitted() {
    assertThat(rulings.of(clip("replay", 4.9, "undecided")).admitted()).isFalse();
    assertThat(rulings.of(clip("replay", 5, "undecided")).admitted()).isTrue();
    assertThat(rulings.of(clip("noface", 9, "undecided")).admitted()).isFalse();
    assertThat(rulings.of(clip("deepfake", 9, "undecided")).admitted()).isFalse();
  }

  @Test
  void whoIsDisconnectedLaterWasRefusedAndAdmitted() {
    Ruling ruling =
        rulings.of(
            clip(
                "live",
                9,
                "disconnected",
                happening("admitted", 1200, "live-person"),
                happening("disconnected", 8000, "face-gone")));
    assertThat(ruling).isEqualTo(new Ruling(true, true, true, false, false));
  }

  @Test
  void reviewDoesNotHideAdmission() {
    assertThat(rulings.of(clip("replay", 9, "review", happening("admitted", 1200, "live-person"))))
        .isEqualTo(new Ruling(false, true, false, false, false));
  }

  @Test
  void aStillCountsAsIfItsScoresPersisted() {
    Case live = still("live", LIVE);
    assertThat(rulings.of(live)).isEqualTo(new Ruling(false, true, false, false, false));
    assertThat(rulings.stillRule(live)).isEqualTo("live-person");
    Case print = still("print", "face.present", 1, "liveness.genuine", 0.1);
    assertThat(rulings.of(print)).isEqualTo(new Ruling(true, false, false, false, false));
    assertThat(rulings.stillRule(print)).isEqualTo("print-or-screen");
  }

  @Test
  void aStillBetweenTheRulesMeetsTheTimeOut() {
    Case between = still("live", "face.present", 1, "liveness.genuine", 0.3);
    assertThat(rulings.of(between)).isEqualTo(new Ruling(true, false, false, true, true));
    assertThat(rulings.stillRule(between)).isEmpty();
  }

  @Test
  void whoIsHeldForAHumanToTheEndIsUndecided() throws PolicyException {
    assertThat(rulings.of(clip("live", 9, "review")))
        .isEqualTo(new Ruling(true, false, false, true, true));
    assertThat(rulings.of(clip("replay", 9, "review")))
        .isEqualTo(new Ruling(false, true, false, true, true));
    Rulings holding = rulings("onTimeout: refuse", "onTimeout: review");
    assertThat(holding.of(still("live", "face.present", 1, "liveness.genuine", 0.3)).refused())
        .isTrue();
    assertThat(holding.of(still("print", "face.present", 1, "liveness.genuine", 0.3)).admitted())
        .isTrue();
  }

  @Test
  void rulesOnTrialAndThoseThatWaitForATaskDoNothingToAStill() throws PolicyException {
    Case print = still("print", "face.present", 1, "liveness.genuine", 0.1);
    Rulings trial = rulings("(?m)^( *)- id: print-or-screen.*$", "$0\n$1  mode: observe");
    assertThat(trial.stillRule(print)).isEmpty();
    Case live = still("live", LIVE);
    assertThat(rulings.stillRule(live)).isEqualTo("live-person");
    Rulings task = rulings("(?m)^( *)- id: live-person.*$", "$0\n$1  task: passed");
    assertThat(task.stillRule(live)).isEmpty();
    assertThat(task.of(live).admitted()).isFalse();
    assertThat(task.missingForAdmission(live)).isEmpty();
  }

  private static Rulings rulings(String what, String instead) throws PolicyException {
    String text = PolicyFile.bundled().text().replaceFirst(what, instead);
    assertThat(text).isNotEqualTo(PolicyFile.bundled().text());
    return new Rulings(PolicyParser.parse(text, "other"));
  }
}
