package io.livegate.job.judge;

import static io.livegate.job.swap.TinyModels.BLUE;
import static io.livegate.job.swap.TinyModels.LOST;
import static io.livegate.job.swap.TinyModels.RED;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.content.ContentClassifier;
import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.detector.ScoreListener;
import io.livegate.frame.SessionKey;
import io.livegate.image.Image;
import io.livegate.job.config.JudgeSettings.LaneConfig;
import io.livegate.job.metrics.StageTimes;
import io.livegate.job.metrics.StageTimes.Stage;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.TinyModels;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelStore;
import io.livegate.model.runtime.Models;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SwappableLaneTest {

  private static final ScoreListener NOBODY = (model, score) -> {};
  private static final LaneConfig ALWAYS =
      new LaneConfig(true, List.of(), List.of(), Duration.ZERO, Duration.ZERO);

  /** Half blue, a quarter red. */
  private static final FrameView FRAME = new FrameView(picture(128, 0, 64), List.of(), 0);

  @TempDir Path folder;

  private final int loadedBefore = Models.loaded();
  private final StageTimes times = new StageTimes();
  private TinyModels tiny;
  private ModelStore store;
  private ModelPlan begin;
  private SwappableLane lane;

  @BeforeEach
  void open() throws IOException {
    tiny = new TinyModels(folder);
    store = tiny.all().models().store();
    begin = ModelPlan.configured(Lane.CONTENT, List.of(tiny.card(RED)));
    lane = new SwappableLane(ContentClassifier.open(begin.models(), store), begin, store);
  }

  @AfterEach
  void close() {
    lane.close();
    assertThat(Models.loaded()).as("models loaded").isEqualTo(loadedBefore);
  }

  @Test
  void thoseBeforeAreLetGoWhenTheLastFrameIsDone() {
    OpenModels inFlight = lane.hold();
    assertThat(lane.follow(deciding(BLUE))).isEmpty();

    assertThat(Models.loaded()).as("both").isEqualTo(loadedBefore + 2);
    assertThat(explicit(inFlight.models())).as("the frame in flight").isEqualTo(0.251);
    inFlight.release();
    assertThat(Models.loaded()).isEqualTo(loadedBefore + 1);
    assertThat(judge("s").scores()).containsEntry("explicit", 0.502);
    assertThat(stamps(judge("s"))).containsExactly(BLUE);
    assertThat(inFlight.hold()).as("nobody gets hold of them any more").isFalse();
  }

  @Test
  void whatCannotBeUsedChangesNothing() throws IOException {
    assertThat(lane.follow(deciding(LOST))).singleElement().asString().contains(LOST);
    assertThat(stamps(judge("s"))).containsExactly(RED);
    assertThat(lane.follow(deciding(BLUE))).isEmpty();
    Files.delete(folder.resolve("tiny/tiny.onnx"));
    assertThat(lane.follow(begin)).isNotEmpty();
    assertThat(stamps(judge("s"))).containsExactly(BLUE);
  }

  @Test
  void theShadowIsRecordedWithItsModelsAndChangesNoAnswer() {
    LaneSignal alone = judge("s");
    lane.follow(begin.with(new Candidate(ModelPlan.Stage.SHADOW, cards(BLUE), 1)));

    List<LaneSignal> shadow = new ArrayList<>();
    assertThat(judge("s", shadow)).isEqualTo(alone);
    assertThat(shadow).hasSize(1);
    assertThat(stamps(shadow.get(0))).containsExactly(BLUE);
    assertThat(shadow.get(0).scores()).containsEntry("explicit", 0.502);
    assertThat(times.totalMillis(Stage.SHADOW)).isPositive();
  }

  @Test
  void aShadowThatFailsCostsNothing() {
    lane.follow(begin.with(new Candidate(ModelPlan.Stage.SHADOW, cards(BLUE), 1)));
    OpenModels held = lane.hold();
    LaneModels looking = held.shadow(0);
    assertThat(looking).isNotNull();
    looking.close(); // a runtime that throws

    List<LaneSignal> shadow = new ArrayList<>();
    assertThat(judge("s", shadow).status()).isEqualTo(LaneStatus.OK);
    assertThat(shadow.get(0).status()).isEqualTo(LaneStatus.FAILED);
    held.release();
  }

  @Test
  void aCanaryDecidesInItsShareAndIsNamed() {
    lane.follow(begin.with(new Candidate(ModelPlan.Stage.CANARY, cards(BLUE), 0.3)));
    int canaries = 0;
    for (int i = 0; i < 300; i++) {
      boolean drawn = ModelPlan.place(Lane.CONTENT, new SessionKey("t", "s" + i)) < 0.3;
      List<LaneSignal> shadow = new ArrayList<>();
      assertThat(stamps(judge("s" + i, shadow))).containsExactly(drawn ? BLUE : RED);
      assertThat(shadow).isEmpty();
      canaries += drawn ? 1 : 0;
    }
    assertThat(canaries).isBetween(60, 120);
  }

  @Test
  void aHundredExchangesUnderFourCallersFailNoFrameAndLeaveNothingBehind() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Integer>> judged = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      LaneJudge session = new LaneJudge(lane, new SessionKey("t", "s" + c), NOBODY, times);
      Callable<Integer> work =
          () -> {
            int frames = 0;
            for (; frames < 50 || !over.get(); frames++) {
              LaneSignal answer = session.judge(FRAME, true, ALWAYS, new ArrayList<>());
              double expected = stamps(answer).contains(BLUE) ? 0.502 : 0.251;
              assertThat(answer.scores()).containsEntry("explicit", expected);
            }
            return frames;
          };
      judged.add(callers.submit(work));
    }
    try {
      for (int i = 0; i < 100; i++) {
        assertThat(lane.follow(i % 2 == 0 ? deciding(BLUE) : begin)).isEmpty();
      }
    } finally {
      over.set(true);
      callers.shutdown();
    }
    for (Future<Integer> each : judged) {
      assertThat(each.get()).isGreaterThanOrEqualTo(50);
    }
    assertThat(Models.loaded()).isEqualTo(loadedBefore + 1);
  }

  private ModelPlan deciding(String id) {
    return ModelPlan.configured(Lane.CONTENT, cards(id));
  }

  private List<ModelCard> cards(String id) {
    return List.of(tiny.card(id));
  }

  private LaneSignal judge(String session) {
    return judge(session, new ArrayList<>());
  }

  private LaneSignal judge(String session, List<LaneSignal> shadow) {
    return new LaneJudge(lane, new SessionKey("t", session), NOBODY, times)
        .judge(FRAME, true, ALWAYS, shadow);
  }

  private double explicit(LaneModels models) {
    return lane.detector().alone(FRAME, models).scores().get("explicit");
  }

  private static List<String> stamps(LaneSignal signal) {
    return signal.models().stream().map(ModelStamp::id).toList();
  }

  private static Image picture(int blue, int green, int red) {
    byte[] bgr = new byte[64 * 48 * 3];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = (byte) blue;
      bgr[i + 1] = (byte) green;
      bgr[i + 2] = (byte) red;
    }
    return new Image(64, 48, bgr, 1);
  }
}
