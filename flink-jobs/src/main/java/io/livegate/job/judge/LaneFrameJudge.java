package io.livegate.job.judge;

import io.livegate.detector.FrameView;
import io.livegate.detector.ScoreListener;
import io.livegate.frame.CaptureTimes;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.Face;
import io.livegate.frame.SessionKey;
import io.livegate.hash.FrameHash;
import io.livegate.image.ActivePicture;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.image.ImageRejectedException;
import io.livegate.image.Pdq;
import io.livegate.image.PixelPool;
import io.livegate.image.WorkAreas;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.drift.DriftWatch;
import io.livegate.job.metrics.StageTimes;
import io.livegate.job.metrics.StageTimes.Stage;
import io.livegate.job.swap.ModelPlan;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The real worker call: header check, decode at the scale the lanes need, faces, the due lanes.
 * Everything native that it opens it closes before it returns; the pixels die with the call.
 */
final class LaneFrameJudge implements FrameJudge {

  /**
   * Long side the lanes are given at least, when the frame has it: what their models were built
   * for.
   */
  private static final int LANE_LONG_SIDE = 640;

  private final ImageLimits limits;
  private final FaceLane faceLane;
  private final List<SwappableLane> lanes;
  private final JudgeSettings configured;
  private final List<LaneNotice> ofFaces;
  private final PipelineConfig.Recurrence hashing;
  private final DriftWatch drift;
  private final StageTimes times = new StageTimes();
  private final PixelPool pixels = new PixelPool();
  private final WorkAreas<Pdq> hashes = new WorkAreas<>(Pdq::new);

  LaneFrameJudge(
      ImageLimits limits,
      FaceLane faceLane,
      List<SwappableLane> lanes,
      JudgeSettings configured,
      List<LaneNotice> ofFaces,
      PipelineConfig.Recurrence hashing,
      DriftWatch drift) {
    this.limits = limits;
    this.faceLane = faceLane;
    this.lanes = List.copyOf(lanes);
    this.configured = configured;
    this.ofFaces = List.copyOf(ofFaces);
    this.hashing = hashing;
    this.drift = drift;
  }

  @Override
  public Session openSession(SessionKey key) {
    return new LaneSession(key);
  }

  @Override
  public List<LaneNotice> unavailable() {
    List<LaneNotice> all = new ArrayList<>(ofFaces);
    lanes.forEach(lane -> all.addAll(lane.notices()));
    return all;
  }

  @Override
  public List<String> follow(ModelPlan plan) {
    for (SwappableLane lane : lanes) {
      if (lane.lane() == plan.lane()) {
        return lane.follow(plan);
      }
    }
    return List.of("lane " + plan.lane().id() + " has no models here that could be exchanged");
  }

  @Override
  public double drift(String model) {
    return drift.most(model);
  }

  @Override
  public StageTimes times() {
    return times;
  }

  @Override
  public void close() {
    lanes.forEach(SwappableLane::close);
    faceLane.close();
  }

  private final class LaneSession implements Session {

    private final FaceLane.Session face = faceLane.openSession();
    private JudgeSettings settings = configured;
    private CaptureTimes captures = CaptureTimes.NONE;
    private final ActivePicture active = new ActivePicture(pixels);
    private final FrameHasher hasher = new FrameHasher(hashing, hashes);
    private final List<LaneJudge> judges;
    private final Attention attention = new Attention();

    LaneSession(SessionKey key) {
      ScoreListener scores = drift.of(key.tenant());
      judges = lanes.stream().map(lane -> new LaneJudge(lane, key, scores, times)).toList();
    }

    @Override
    public Signals judge(EncodedFrame frame, long atMillis) throws ImageRejectedException {
      long start = System.nanoTime();
      ImageHeader header = ImageHeader.parse(frame.bytes(), limits);
      Image image = active.of(ImageDecoder.decode(frame.bytes(), header, LANE_LONG_SIDE, pixels));
      times.tookSince(Stage.DECODE, start);
      try {
        return judge(frame, atMillis, image);
      } finally {
        pixels.giveBack(image);
      }
    }

    private Signals judge(EncodedFrame frame, long atMillis, Image image) {
      long start = System.nanoTime();
      GreyImage small = FrameView.thumbnailOf(image);
      boolean close = attention.isClose(atMillis, settings.sampling().gateDuration().toMillis());
      List<Face> faces = face.find(image, small, atMillis, settings.faces().minWidth(), close);
      FrameView view = new FrameView(image, small, faces, atMillis, captures);
      close |= attention.isAnother(faces);
      List<LaneSignal> answers = new ArrayList<>(1 + judges.size());
      List<LaneSignal> shadow = new ArrayList<>(0);
      Quality quality = quality(view);
      answers.add(face.signal(image, faces, quality, atMillis));
      times.tookSince(Stage.FACE, start);
      for (LaneJudge judge : judges) {
        answers.add(judge.judge(view, close, settings.lane(judge.lane()), shadow));
      }
      start = System.nanoTime();
      @Nullable FrameHash hash = hasher.hash(image, atMillis);
      times.tookSince(Stage.HASH, start);
      return Signals.of(frame.header(), atMillis, quality, answers, List.of(), FrameCounts.ZERO)
          .withHash(hash)
          .withShadow(shadow);
    }

    @Override
    public void follow(JudgeSettings now) {
      settings = now;
    }

    @Override
    public void took(CaptureTimes times) {
      captures = times;
    }

    @Override
    public void scene(int number) {
      face.scene(number);
    }
  }

  private static Quality quality(FrameView view) {
    GreyImage whole = view.thumbnail();
    Face face = view.face();
    return new Quality(
        whole.mean() / 255,
        whole.deviation() / 255,
        view.sharpness(),
        face == null ? 0 : face.width() * view.image().sourceScale());
  }
}
