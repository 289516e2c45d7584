package io.livegate.job;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.SessionKey;
import io.livegate.image.ImageRejectedException;
import io.livegate.job.judge.FrameJudge;
import io.livegate.job.judge.FrameJudgeFactory;
import io.livegate.job.judge.LaneNotice;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Judges a frame by its first byte, without any model. What it does on {@link #FATAL} happens once
 * per {@link #armFatal}, so that the job survives its restart.
 */
public final class FakeJudge implements FrameJudge {

  static final byte NOBODY = 0;
  public static final byte PERSON = 1;
  static final byte BROKEN_PIXELS = 2;
  static final byte BAD_HEADER = 3;
  static final byte BUG = 4;
  static final byte MISSING_LIBRARY = 5;
  static final byte FATAL = 6;
  public static final byte SLOW = 7;
  static final byte HANGS = 8;

  /**
   * Fatal failures still to come. Static because the job's copy of the factory is another object.
   */
  private static final AtomicInteger FATAL_LEFT = new AtomicInteger();

  /** Frames that hang go on hanging. Static for the same reason. */
  private static final AtomicBoolean HANGING = new AtomicBoolean();

  private static final AtomicInteger CAUGHT = new AtomicInteger();

  /** A real JPEG is the probe's wall. */
  private static final byte JPEG = (byte) 0xff;

  private static final AtomicBoolean DRIFTING = new AtomicBoolean();

  private static final AtomicInteger ON_THE_WALL = new AtomicInteger(NOBODY);

  private static final ModelStamp MODEL = new ModelStamp("fake", "1", "00", "fake");

  public static FrameJudgeFactory factory() {
    return config -> new FakeJudge();
  }

  static void armFatal(int times) {
    FATAL_LEFT.set(times);
  }

  /** Whether what a model says has moved far from the reference of its card. */
  static void drift(boolean far) {
    DRIFTING.set(far);
  }

  @Override
  public double drift(String model) {
    return DRIFTING.get() && model.equals("minifasnet-v2") ? 0.5 : 0;
  }

  static void seeOnTheWall(byte what) {
    ON_THE_WALL.set(what);
  }

  /** Whether {@link #HANGS} does, those that hang already included. */
  static void hang(boolean forever) {
    HANGING.set(forever);
  }

  /** How many frames hang just now. */
  static int caught() {
    return CAUGHT.get();
  }

  static int fatalLeft() {
    return FATAL_LEFT.get();
  }

  @Override
  public Session openSession(SessionKey key) {
    return this::judge;
  }

  private Signals judge(EncodedFrame frame, long atMillis) throws ImageRejectedException {
    byte first = frame.bytes()[0];
    byte what = first == JPEG ? ON_THE_WALL.byteValue() : first;
    switch (what) {
      case BROKEN_PIXELS ->
          throw new ImageRejectedException(ReasonCode.UNDECODABLE, "broken pixels");
      case BAD_HEADER ->
          throw new ImageRejectedException(ReasonCode.UNSUPPORTED_FORMAT, "not an image");
      case BUG -> throw new IllegalStateException("a bug in a detector");
      case MISSING_LIBRARY -> throw new UnsatisfiedLinkError("no such library");
      case FATAL -> {
        if (FATAL_LEFT.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          throw new InternalError("the machine gives up");
        }
      }
      case SLOW -> sleep(300);
      case HANGS -> {
        CAUGHT.incrementAndGet();
        while (HANGING.get()) { // as a native call, it knows no interrupt
          sleep(20);
        }
        CAUGHT.decrementAndGet();
      }
      default -> {}
    }
    double person = what == NOBODY ? 0 : 1;
    FrameHeader h = frame.header();
    return Signals.of(
        h,
        atMillis,
        new Quality(0.5, 0.2, 100, 200),
        List.of(
            LaneSignal.ok(
                Lane.FACE,
                Map.of("present", person, "share", 0.4 * person, "count", person),
                person == 0 ? List.of(ReasonCode.NO_FACE) : List.of(),
                List.of(MODEL)),
            LaneSignal.ok(Lane.LIVENESS, Map.of("live", 0.9 * person), List.of(), List.of(MODEL))),
        List.of(),
        FrameCounts.ZERO);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<LaneNotice> unavailable() {
    return List.of(new LaneNotice(Lane.CONTENT, false, "the fake judge has no such lane"));
  }

  @Override
  public void close() {}
}
