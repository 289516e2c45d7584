package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.image.GreyImage;
import io.livegate.ingest.sample.SpotChecks;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionMemoryTest {

  private final FrameScheduler scheduler =
      new FrameScheduler(new FrameScheduler.Settings(false, 1, 100, 2_000, 2_000), () -> 0);

  private long watchedMillis = 60_000;

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

  @Test
  void anotherFaceThanBeforeIsLookedAtCloselyOnceInAWhile() {
    SessionMemory memory = watched();
    memory.saw(faceNumbered(0, Witness.SENDER));
    assertThat(dueIn(memory, 20_000)).as("one a second").isEqualTo(20L);
    memory.saw(faceNumbered(5, Witness.SERVER));
    memory.saw(faceNumbered(0, Witness.SENDER));
    assertThat(dueIn(memory, 4_000)).as("the same face").isEqualTo(4L);
    memory.saw(faceNumbered(1, Witness.SENDER));
    assertThat(dueIn(memory, 4_000)).as("another").isBetween(38L, 42L);
    memory.saw(faceNumbered(2, Witness.SENDER));
    assertThat(dueIn(memory, 4_000)).as("a third so soon").isBetween(4L, 6L);
    dueIn(memory, 10_000);
    memory.saw(faceNumbered(3, Witness.SENDER));
    assertThat(dueIn(memory, 4_000)).isBetween(38L, 42L);
  }

  @Test
  void whatComesAfterASilenceIsAnotherSceneLookedAtClosely() {
    SessionMemory memory = watched();
    dueIn(memory, 10_000);
    int before = memory.scene(Witness.SENDER);
    watchedMillis += 4_500;
    assertThat(dueIn(memory, 4_000)).as("frames were lost").isLessThan(7L);
    assertThat(memory.scene(Witness.SENDER)).isEqualTo(before);
    watchedMillis += 5_500;
    assertThat(dueIn(memory, 4_000)).as("the same picture").isBetween(38L, 42L);
    assertThat(memory.scene(Witness.SENDER)).isEqualTo(before + 1);
    assertThat(dueIn(memory, 4_000)).isBetween(3L, 5L);
    watchedMillis += 5_500;
    assertThat(dueIn(memory, 4_000)).as("a second so soon").isLessThan(7L);
    assertThat(memory.scene(Witness.SENDER)).isEqualTo(before + 2);
    memory.saw(faceNumbered(0, Witness.SENDER));
    memory.saw(faceNumbered(1, Witness.SENDER));
    assertThat(dueIn(memory, 4_000)).as("another face even so").isBetween(38L, 42L);
  }

  @Test
  void settingsChangeWhatIsDueOfASessionThatRuns() {
    SessionMemory memory = watched();
    assertThat(dueIn(memory, 10_000)).isEqualTo(10L);
    memory.follow(settings("sampling: {gateDuration: 1s, watchPerSecond: 5, spotEvery: 0s}"));
    assertThat(dueIn(memory, 10_000)).isBetween(48L, 52L);
    memory.follow(settings("sampling: {gateDuration: 1s, watchPerSecond: 0.1, spotEvery: 0s}"));
    assertThat(dueIn(memory, 20_000)).isBetween(2L, 3L);
    memory.follow(settings("sampling: {gateDuration: 1s, watchPerSecond: 5, spotEvery: 0s}"));
    assertThat(dueIn(memory, 2_000))
        .as("not only when the sparse plan's turn comes")
        .isBetween(9L, 11L);
  }

  private SessionMemory memory(String settings) {
    return new SessionMemory(
        new SessionKey("t", "s"),
        scheduler.openLine(),
        settings(settings),
        new SpotChecks(4),
        SessionMemory.Unreported.NOTHING);
  }

  private static JudgeSettings settings(String yaml) {
    return PipelineConfigParser.parse(yaml, "test").judging();
  }

  /** A session long past its gate. */
  private SessionMemory watched() {
    SessionMemory memory = memory("sampling: {gateDuration: 1s, looksPerSecond: 0, spotEvery: 0s}");
    dueIn(memory, 10_000);
    return memory;
  }

  /** How many of ten frames a second are due in the time that follows. */
  private long dueIn(SessionMemory memory, long millis) {
    long due = 0;
    for (long until = watchedMillis + millis; watchedMillis < until; watchedMillis += 100) {
      due += memory.isDue(Witness.SENDER, memory.advanceTo(watchedMillis), () -> null) ? 1 : 0;
    }
    return due;
  }

  private static Signals faceNumbered(int track, Witness witness) {
    Map<String, Double> scores = Map.of("present", 1.0, "track", (double) track);
    return new Signals(
        "t",
        "s",
        RecordKind.FRAME,
        null,
        null,
        witness,
        0,
        0,
        0,
        Quality.NONE,
        List.of(LaneSignal.ok(Lane.FACE, scores, List.of(), List.of())),
        List.of(),
        FrameCounts.ZERO);
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
