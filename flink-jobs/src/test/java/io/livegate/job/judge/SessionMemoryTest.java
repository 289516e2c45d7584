package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.image.GreyImage;
import io.livegate.ingest.sample.SpotChecks;
import io.livegate.job.config.PipelineConfigParser;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionMemoryTest {

  private final FrameScheduler scheduler =
      new FrameScheduler(new FrameScheduler.Settings(false, 1, 100, 2_000, 2_000), () -> 0);

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void scenesAreNumberedByWhatIsSeenBetweenTheFramesThatAreDue() {
    SessionMemory memory = memory("sampling: {gateDuration: 1s, spotEvery: 0s}");
    watch(memory, 0, 10_000, picture(1));
    int before = memory.scene(Witness.SENDER);
    watch(memory, 10_000, 20_000, picture(2));
    assertThat(memory.scene(Witness.SENDER)).isEqualTo(before + 1);
    assertThat(memory.scene(Witness.RECEIVER)).as("sees scenes of its own").isZero();
  }

  @Test
  void aSessionInWhichNothingHappensIsLookedAtCloselyOnceInAWhile() {
    String settings = "sampling: {gateDuration: 1s, spotEvery: 20s, spotDuration: 3s}";
    int judged = watch(memory(settings), 0, 201_000, picture(1));
    assertThat(judged).isBetween(200 + 10 * 26, 200 + 11 * 30);
  }

  private SessionMemory memory(String settings) {
    return new SessionMemory(
        new SessionKey("t", "s"),
        scheduler.openLine(),
        PipelineConfigParser.parse(settings, "test").judging(),
        new SpotChecks(4),
        SessionMemory.Unreported.NOTHING);
  }

  /** How many of ten frames a second are judged. */
  private static int watch(SessionMemory memory, long from, long until, GreyImage picture) {
    int judged = 0;
    for (long at = from; at < until; at += 100) {
      memory.advanceTo(at);
      judged += memory.isDue(Witness.SENDER, at, () -> picture) ? 1 : 0;
    }
    return judged;
  }

  private static GreyImage picture(long seed) {
    Random random = new Random(seed);
    float[] luma = new float[32 * 24];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = random.nextInt(256);
    }
    return new GreyImage(32, 24, luma);
  }
}
