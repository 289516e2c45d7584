package io.livegate.job.judge;

import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.Face;
import io.livegate.frame.SessionKey;
import io.livegate.hash.FrameHash;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.image.ImageRejectedException;
import io.livegate.image.PixelPool;
import io.livegate.job.JudgeSettings;
import io.livegate.job.PipelineConfig;
import io.livegate.job.metrics.StageTimes;
import io.livegate.job.metrics.StageTimes.Stage;
import io.livegate.model.runtime.InferenceException;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real worker call: header check, decode at the scale the lanes need, faces, the due lanes.
 * Everything native that it opens it closes before it returns; the pixels die with the call.
 */
final class LaneFrameJudge implements FrameJudge {

  private static final Logger LOG = LoggerFactory.getLogger(LaneFrameJudge.class);

  /**
   * Long side the lanes are given at least, when the frame has it: what their models were built
   * for.
   */
  private static final int LANE_LONG_SIDE = 640;

  private static final int QUALITY_WIDTH = 96;

  private final ImageLimits limits;
  private final FaceLane faceLane;
  private final List<Detector> detectors;
  private final JudgeSettings configured;
  private final List<LaneNotice> unavailable;
  private final PipelineConfig.Recurrence hashing;
  private final StageTimes times = new StageTimes();
  private final PixelPool pixels = new PixelPool();
  private final Set<Lane> warned = ConcurrentHashMap.newKeySet();

  /** Frames come in steps, and a step early is nearer to what was asked than a step late. */
  private static final long SLACK_MILLIS = 50;

  LaneFrameJudge(
      ImageLimits limits,
      FaceLane faceLane,
      List<Detector> detectors,
      JudgeSettings configured,
      List<LaneNotice> unavailable,
      PipelineConfig.Recurrence hashing) {
    this.limits = limits;
    this.faceLane = faceLane;
    this.detectors = List.copyOf(detectors);
    this.configured = configured;
    this.unavailable = List.copyOf(unavailable);
    this.hashing = hashing;
  }

  @Override
  public Session openSession(SessionKey key) {
    return new LaneSession();
  }

  @Override
  public List<LaneNotice> unavailable() {
    return unavailable;
  }

  @Override
  public StageTimes times() {
    return times;
  }

  @Override
  public void close() {
    detectors.forEach(Detector::close);
    faceLane.close();
  }

  private final class LaneSession implements Session {

    private final FaceLane.Session face = faceLane.openSession();
    private JudgeSettings settings = configured;
    private final FrameHasher hasher = new FrameHasher(hashing);
    private final Map<Lane, Detector.SessionJudge> judges = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> answeredMillis = new EnumMap<>(Lane.class);

    LaneSession() {
      for (Detector detector : detectors) {
        judges.put(detector.lane(), detector.openSession());
      }
    }

    @Override
    public Signals judge(EncodedFrame frame, long atMillis) throws ImageRejectedException {
      long start = System.nanoTime();
      ImageHeader header = ImageHeader.parse(frame.bytes(), limits);
      Image image = ImageDecoder.decode(frame.bytes(), header, LANE_LONG_SIDE, pixels);
      times.tookSince(Stage.DECODE, start);
      try {
        return judge(frame, atMillis, image);
      } finally {
        pixels.giveBack(image);
      }
    }

    private Signals judge(EncodedFrame frame, long atMillis, Image image) {
      long start = System.nanoTime();
      GreyImage small = GreyImage.of(image, QUALITY_WIDTH);
      List<Face> faces = face.find(image, small, atMillis, settings.faces().minWidth());
      FrameView view =
          new FrameView(
              image, faces, atMillis, frame.header().capturedAtMillis(), frame.header().seq());
      List<LaneSignal> lanes = new ArrayList<>(1 + detectors.size());
      Quality quality = quality(image, small, faces);
      lanes.add(face.signal(image, faces, quality, atMillis));
      times.tookSince(Stage.FACE, start);
      for (Detector detector : detectors) {
        lanes.add(answer(detector, view));
      }
      start = System.nanoTime();
      @Nullable FrameHash hash = hasher.hash(image, atMillis);
      times.tookSince(Stage.HASH, start);
      return Signals.of(frame.header(), atMillis, quality, lanes, List.of(), FrameCounts.ZERO)
          .withHash(hash);
    }

    @Override
    public void follow(JudgeSettings now) {
      settings = now;
    }

    private LaneSignal answer(Detector detector, FrameView view) {
      Lane lane = detector.lane();
      JudgeSettings.LaneConfig config = settings.lane(lane);
      if (!config.enabled()) {
        return LaneSignal.without(lane, LaneStatus.UNAVAILABLE, List.of(), List.of());
      }
      Long last = answeredMillis.get(lane);
      if (last != null && view.atMillis() - last < config.every().toMillis() - SLACK_MILLIS) {
        Objects.requireNonNull(judges.get(lane)).glance(view);
        return LaneSignal.without(lane, LaneStatus.NOT_DUE, List.of(), List.of());
      }
      answeredMillis.put(lane, view.atMillis());
      long start = System.nanoTime();
      try {
        return Objects.requireNonNull(judges.get(lane)).judge(view);
      } catch (InferenceException e) {
        if (warned.add(lane)) { // a broken model fails on every frame; the signals count them
          LOG.warn("lane {} failed on a frame, later failures are only counted", lane.id(), e);
        }
        return LaneSignal.without(
            lane, LaneStatus.FAILED, List.of(ReasonCode.MODEL_FAILED), detector.models());
      } finally {
        times.tookSince(Stage.valueOf(lane.name()), start);
      }
    }
  }

  private static Quality quality(Image image, GreyImage whole, List<Face> faces) {
    if (faces.isEmpty()) {
      return new Quality(whole.mean() / 255, whole.deviation() / 255, whole.laplacianVariance(), 0);
    }
    Face face = faces.get(0);
    int height = Math.max(3, Math.round(QUALITY_WIDTH * face.height() / face.width()));
    GreyImage crop =
        GreyImage.of(image, face.x(), face.y(), face.width(), face.height(), QUALITY_WIDTH, height);
    return new Quality(
        whole.mean() / 255,
        whole.deviation() / 255,
        crop.laplacianVariance(),
        face.width() * image.sourceScale());
  }
}
