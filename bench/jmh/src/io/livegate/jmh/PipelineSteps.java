package io.livegate.jmh;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.judge.FrameScheduler;
import io.livegate.job.judge.QueuedRecord;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the pipeline does with a frame beside judging it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PipelineSteps {

  private static final int SESSIONS = 64;
  private static final int FRAMES = 80;

  private final Signals[] session = new Signals[FRAMES];
  private Decider decider;
  private final Semaphore done = new Semaphore(0);
  private final FrameScheduler.Line[] lines = new FrameScheduler.Line[SESSIONS];
  private FrameScheduler scheduler;
  private SessionEvidence evidence = new SessionEvidence();
  private int frame;

  /** Judged at once. */
  private record Nothing(Semaphore done, long bornAtMillis) implements QueuedRecord {
    @Override
    public boolean isFrame() {
      return true;
    }

    @Override
    public int channel() {
      return 0;
    }

    @Override
    public void judge() {
      done.release();
    }

    @Override
    public void pass() {}

    @Override
    public void shed(FrameFate fate) {
      done.release();
    }
  }

  @Setup
  public void prepare() throws PolicyException {
    decider = new Decider(PolicyParser.parse(PolicyFile.bundled().text(), "default.yaml"));
    scheduler =
        new FrameScheduler(
            new FrameScheduler.Settings(false, 2, 256, 2_000, 500), System::currentTimeMillis);
    for (int i = 0; i < SESSIONS; i++) {
      lines[i] = scheduler.openLine();
    }
    for (int i = 0; i < FRAMES; i++) {
      session[i] = signals(i);
    }
  }

  /** Of a live person at the gate, ten frames a second. */
  private static Signals signals(int frame) {
    FrameHeader header =
        FrameHeader.of(
            new SessionKey("bench", "one"), RecordKind.FRAME, frame, frame * 100L, "image/jpeg");
    List<LaneSignal> lanes =
        List.of(
            LaneSignal.ok(
                Lane.FACE,
                Map.of("present", 1.0, "count", 1.0, "share", 0.3, "tooSmall", 0.0, "track", 0.0),
                List.of(),
                List.of()),
            LaneSignal.ok(
                Lane.LIVENESS,
                Map.of(
                    "live", 0.9, "genuine", 0.9, "human", 0.9, "still", 0.1, "frozen", 0.0, "loop", 0.0),
                List.of(),
                List.of()),
            LaneSignal.ok(Lane.CONTENT, Map.of("explicit", 0.02), List.of(), List.of()));
    return Signals.of(
        header,
        frame * 100L,
        new Quality(0.5, 0.2, 200, 160),
        lanes,
        List.of(),
        FrameCounts.ZERO.plus(FrameFate.JUDGED));
  }

  @TearDown
  public void close() {
    scheduler.close();
  }

  /** A frame of each of 64 sessions, handed to two workers that do nothing. */
  @Benchmark
  public void scheduleSixtyFourFrames() throws InterruptedException {
    long now = System.currentTimeMillis();
    for (int i = 0; i < SESSIONS; i++) {
      lines[i].submit(new Nothing(done, now), i % 4 == 0);
    }
    done.acquire(SESSIONS);
  }

  /** One record by the shipped policy; a session ends after eight seconds. */
  @Benchmark
  public List<Decision> decide() {
    if (frame == FRAMES) {
      frame = 0;
      evidence = new SessionEvidence();
    }
    return decider.observe(evidence, session[frame++]);
  }

  @Benchmark
  public byte[] writeSignals() {
    return SignalsJson.write(session[0]);
  }
}
