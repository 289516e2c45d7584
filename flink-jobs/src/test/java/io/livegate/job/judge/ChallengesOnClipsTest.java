package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.config.PipelineConfigParser;
import io.livegate.policy.Task;
import io.livegate.policy.challenge.ChallengeReason;
import io.livegate.policy.challenge.Result;
import io.livegate.signal.Signals;
import io.livegate.testing.SharedMedia;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks asked of a real man who turns and bows his head, and of recordings of him. */
class ChallengesOnClipsTest {

  private static final String MAN = "live/face-anti-spoofing__real.mp4";
  private static final String FILMED_SCREEN = "presentation-attack/face-anti-spoofing__fake.mp4";

  @Test
  void whatHeDoesInTimePassesAndNothingElse() throws Exception {
    List<Signals> man = judged(MAN, 0, 16_000, 1);

    assertThat(AskedClip.ask(man, Task.TURN_LEFT, 1_000).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(AskedClip.ask(man, Task.LOOK_DOWN, 9_000).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(AskedClip.ask(man, Task.TURN_RIGHT, 1_000).why())
        .isEqualTo(ChallengeReason.WRONG_DIRECTION);
    assertThat(AskedClip.ask(man, Task.LOOK_DOWN, 6_000).why())
        .as("is back late")
        .isEqualTo(ChallengeReason.LATE);
    assertThat(AskedClip.ask(man, Task.TURN_LEFT, 6_000).why())
        .as("turned before")
        .isEqualTo(ChallengeReason.LATE);
    assertThat(AskedClip.ask(man, Task.TURN_LEFT, 3_000).why())
        .as("is turned")
        .isEqualTo(ChallengeReason.EARLY);
  }

  @Test
  void aRecordingOfItThatIsShownAgainIsTold() throws Exception {
    List<Signals> twice = judged(MAN, 1_000, 7_000, 2);

    assertThat(AskedClip.ask(twice, Task.TURN_LEFT, 0).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(AskedClip.ask(twice, Task.TURN_LEFT, 6_100).why())
        .isEqualTo(ChallengeReason.REPEATED);
  }

  @Test
  void aFilmedScreenAnswersNothing() throws Exception {
    List<Signals> screen = judged(FILMED_SCREEN, 0, 16_000, 1);

    for (Task task : Task.values()) {
      for (long at = 0; at < 14_000; at += 500) {
        assertThat(AskedClip.ask(screen, task, at).result())
            .as("%s at %d", task, at)
            .isNotEqualTo(Result.PASSED);
      }
    }
  }

  private static List<Signals> judged(String clip, long from, long to, int times) throws Exception {
    String config = "time: media\nlanes: {content: {enabled: false}, deepfake: {enabled: false}}";
    try (FrameJudge judge =
        new LaneFrameJudges().open(PipelineConfigParser.parse(config, "clips"))) {
      return AskedClip.signals(judge, clip, SharedMedia.at("dev/" + clip), from, to, times);
    }
  }
}
