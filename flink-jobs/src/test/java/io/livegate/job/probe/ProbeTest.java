package io.livegate.job.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.FakeJudge;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.FrameJudge;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.job.judge.ProbeJudge;
import io.livegate.job.probe.Probe.Role;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private static final String RUN = "run-1";

  @Test
  void theRealJudgeSeesNobodyOnTheWallAndItsPictureIsNotRemembered() throws Exception {
    try (FrameJudge judge = new ProbeJudge(new LaneFrameJudges().open(PipelineConfig.defaults()))) {
      List<Decision> decisions = decided(judge, Probe.session(RUN, "1", Role.WALL));

      assertThat(decisions).hasSize(1);
      assertThat(decisions.get(0).effect().id()).isEqualTo("refuse");
      assertThat(decisions.get(0).mode()).isEqualTo(Mode.OBSERVE);
    }
  }

  @Test
  void thePersonIsAdmittedWithoutAModelLookingAtThePicture() throws Exception {
    try (FrameJudge judge = new ProbeJudge(FakeJudge.factory().open(PipelineConfig.defaults()))) {
      List<Decision> decisions = decided(judge, Probe.session(RUN, "1", Role.PERSON));

      assertThat(decisions).hasSize(1);
      assertThat(decisions.get(0).effect().id()).isEqualTo("admit");
    }
  }

  @Test
  void everybodyElseIsJudgedByTheJudgeAlone() throws Exception {
    FrameJudge fake = FakeJudge.factory().open(PipelineConfig.defaults());
    FrameJudge judge = new ProbeJudge(fake);
    SessionKey key = new SessionKey("tenant", RUN + "/1/person");

    assertThat(judge.openSession(key).judge(frame(key, 0), 7))
        .isEqualTo(fake.openSession(key).judge(frame(key, 0), 7));
  }

  @Test
  void onlyThisRunOfTheJobMayTakeTheReservedTenant() {
    assertThat(Probe.isForged(Probe.session(RUN, "1", Role.WALL), RUN)).isFalse();
    assertThat(Probe.isForged(Probe.session("run-2", "1", Role.WALL), RUN)).isTrue();
    assertThat(Probe.isForged(new SessionKey(Probe.TENANT, "1/wall"), RUN)).isTrue();
    assertThat(Probe.isForged(new SessionKey("tenant", "1/wall"), RUN)).isFalse();
  }

  @Test
  void itsPicturesAreSmall() {
    for (int i = 0; i < 5; i++) {
      assertThat(Wall.jpeg(i).length).isLessThan(10_000);
    }
  }

  private static List<Decision> decided(FrameJudge judge, SessionKey key) throws Exception {
    Decider decider = new Decider(Probe.policy());
    SessionEvidence evidence = new SessionEvidence();
    FrameJudge.Session session = judge.openSession(key);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Signals signals = session.judge(frame(key, i), 1_000 + 120L * i);
      assertThat(signals.hash()).isNull();
      decisions.addAll(decider.observe(evidence, signals));
    }
    return decisions;
  }

  private static EncodedFrame frame(SessionKey key, int seq) {
    return new EncodedFrame(
        FrameHeader.of(key, RecordKind.FRAME, seq, 1_000 + 120L * seq, "image/jpeg"),
        Wall.jpeg(seq));
  }
}
