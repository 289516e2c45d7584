package io.livegate.job.judge;

import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.detector.LaneModels;
import io.livegate.detector.ScoreListener;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.metrics.StageTimes;
import io.livegate.job.metrics.StageTimes.Stage;
import io.livegate.job.swap.ModelPlan;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane of one session: whether it is due, which models answer, and what becomes of failures.
 */
final class LaneJudge {

  private static final Logger LOG = LoggerFactory.getLogger(LaneJudge.class);

  /** Frames come in steps, and a step early is nearer to what was asked than a step late. */
  private static final long SLACK_MILLIS = 50;

  private final SwappableLane lane;
  private final Detector.SessionJudge memory;
  private final double place;
  private final ScoreListener scores;
  private final StageTimes times;
  private @Nullable LaneModels asked;
  private @Nullable LaneModels heard;
  private @Nullable Long answeredMillis;

  /**
   * @param scores hears what each model says
   * @param times of all sessions
   */
  LaneJudge(SwappableLane lane, SessionKey key, ScoreListener scores, StageTimes times) {
    this.lane = lane;
    this.memory = lane.detector().openSession();
    this.place = ModelPlan.place(lane.lane(), key);
    this.scores = scores;
    this.times = times;
  }

  Lane lane() {
    return lane.lane();
  }

  /**
   * The lane's answer for a frame.
   *
   * @param close whether the session is looked at closely ({@link Attention})
   * @param shadow takes what models in shadow say of it
   */
  LaneSignal judge(
      FrameView view, boolean close, JudgeSettings.LaneConfig config, List<LaneSignal> shadow) {
    if (!config.enabled()) {
      return LaneSignal.without(lane(), LaneStatus.UNAVAILABLE, List.of(), List.of());
    }
    long every = config.every().toMillis();
    if (!close && memory.isCalm()) {
      every = Math.max(every, config.calmEvery().toMillis());
    }
    if (answeredMillis != null && view.atMillis() - answeredMillis < every - SLACK_MILLIS) {
      return glance(view);
    }
    answeredMillis = view.atMillis();
    OpenModels open = lane.hold(); // so that none is closed while it is asked
    try {
      LaneSignal answer = decide(view, open);
      LaneModels looking = open.shadow(place);
      if (looking != null) {
        shadow.add(look(view, looking, open));
      }
      return answer;
    } finally {
      open.release();
    }
  }

  private LaneSignal glance(FrameView view) {
    long start = System.nanoTime();
    try {
      LaneSignal seen = memory.glance(view);
      return seen == null
          ? LaneSignal.without(lane(), LaneStatus.NOT_DUE, List.of(), List.of())
          : seen;
    } finally {
      times.tookSince(Stage.valueOf(lane().name()), start);
    }
  }

  private LaneSignal decide(FrameView view, OpenModels open) {
    LaneModels models = open.deciding(place);
    long start = System.nanoTime();
    try {
      memory.use(heard(models));
      return memory.judge(view);
    } catch (RuntimeException e) { // of inference, or of reading what came out of it
      if (open.isFirstFailure()) { // a broken model fails on every frame; the signals count them
        LOG.warn("lane {} failed on a frame, later failures are only counted", lane().id(), e);
      }
      return failed(models.stamps());
    } finally {
      times.tookSince(Stage.valueOf(lane().name()), start);
    }
  }

  private LaneModels heard(LaneModels models) {
    LaneModels known = heard;
    if (known == null || models != asked) {
      known = models.heardBy(scores);
      asked = models;
      heard = known;
    }
    return known;
  }

  /** Whatever happens to models that decide nothing costs no frame. */
  private LaneSignal look(FrameView view, LaneModels models, OpenModels open) {
    long start = System.nanoTime();
    try {
      return lane.detector().alone(view, models.heardBy(scores));
    } catch (RuntimeException e) {
      if (open.isFirstShadowFailure()) {
        LOG.warn("models in shadow of lane {} failed on a frame", lane().id(), e);
      }
      return failed(models.stamps());
    } finally {
      times.tookSince(Stage.SHADOW, start);
    }
  }

  private LaneSignal failed(List<ModelStamp> models) {
    return LaneSignal.without(lane(), LaneStatus.FAILED, List.of(ReasonCode.MODEL_FAILED), models);
  }
}
