package io.livegate.simulate;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Signals of many sessions as the default plan makes them: ten frames a second at the gate, one a
 * second afterwards. All sessions of a group are in front of the gate at once, and each frame of
 * one is followed by the same frame of the next: no session is ever warm in a cache.
 *
 * <p>Of a hundred sessions ninety show a live person, five a picture, three nothing that can be
 * told, two a live person who undresses after four seconds. Scores have noise of their own, from
 * the number of the record: the same numbers give the same signals.
 */
final class SyntheticSignals implements GeneratorFunction<Long, Signals> {

  private static final long serialVersionUID = 1L;

  /** Frames at ten a second; the gate has decided by then. */
  static final int AT_THE_GATE = 22;

  private static final List<ModelStamp> FACE = List.of(stamp("yunet-n", "yunet"));
  private static final List<ModelStamp> LIVENESS =
      List.of(stamp("minifasnet-v2", "minifasnet"), stamp("minifasnet-v1se", "minifasnet"));
  private static final List<ModelStamp> CONTENT = List.of(stamp("nsfw-mobilenet-v2", "nsfw"));

  private final long together;

  /**
   * @param together so many sessions take turns: those of one source task, for each is given
   *     numbers that follow each other
   */
  SyntheticSignals(long together) {
    this.together = together;
  }

  /** What a session shows. */
  enum Kind {
    LIVE,
    PICTURE,
    UNSURE,
    EXPLICIT_LATER;

    static Kind of(long session) {
      long share = session % 100;
      return share < 90 ? LIVE : share < 95 ? PICTURE : share < 98 ? UNSURE : EXPLICIT_LATER;
    }
  }

  @Override
  public Signals map(Long number) {
    long group = number / (together * Simulation.FRAMES);
    long within = number % (together * Simulation.FRAMES);
    long session = group * together + within % together;
    long frame = within / together;
    long millis =
        frame < AT_THE_GATE
            ? frame * 100
            : (AT_THE_GATE - 1) * 100 + (frame - AT_THE_GATE + 1) * 1000;
    SplittableRandom random = new SplittableRandom(number);
    Kind kind = Kind.of(session);
    List<LaneSignal> lanes = new ArrayList<>(4);
    lanes.add(face(random));
    lanes.add(liveness(kind, random));
    lanes.add(LaneSignal.without(Lane.DEEPFAKE, LaneStatus.NOT_DUE, List.of(), List.of()));
    lanes.add(content(kind, frame, millis, random));
    return new Signals(
        "tenant-" + session % 10,
        "session-" + session,
        RecordKind.FRAME,
        "call-" + session / 2,
        "device-" + session,
        Witness.SENDER,
        frame,
        millis,
        millis,
        new Quality(0.5, 0.2, 200 + 50 * random.nextDouble(), 160),
        lanes,
        List.of(),
        new FrameCounts(1, 2, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  private static LaneSignal face(SplittableRandom random) {
    return LaneSignal.ok(
        Lane.FACE,
        Map.of(
            "present", 1.0,
            "share", 0.3 + 0.02 * random.nextDouble(),
            "count", 1.0,
            "tooSmall", 0.0,
            "confidence", 0.9 + 0.05 * random.nextDouble(),
            "yaw", 10 * random.nextDouble(),
            "pitch", 5 * random.nextDouble(),
            "covered", 0.0,
            "redness", 0.4,
            "blueness", 0.3),
        List.of(),
        FACE);
  }

  private static LaneSignal liveness(Kind kind, SplittableRandom random) {
    double noise = random.nextDouble();
    double genuine =
        switch (kind) {
          case LIVE, EXPLICIT_LATER -> 0.8 + 0.2 * noise;
          case PICTURE -> 0.1 * noise;
          case UNSURE -> 0.3 + 0.3 * noise;
        };
    return LaneSignal.ok(
        Lane.LIVENESS,
        Map.of(
            "live", genuine,
            "genuine", genuine,
            "human", 0.9,
            "frozen", 0.0,
            "still", 0.2 * noise,
            "uniform", 0.0,
            "loop", 0.0,
            "blinks", 1.0,
            "repeats", 0.0,
            "cadence", 0.0),
        List.of(),
        LIVENESS);
  }

  private static LaneSignal content(Kind kind, long frame, long millis, SplittableRandom random) {
    if (frame < AT_THE_GATE && frame % 5 != 0) {
      return LaneSignal.without(Lane.CONTENT, LaneStatus.NOT_DUE, List.of(), List.of());
    }
    boolean explicit = kind == Kind.EXPLICIT_LATER && millis >= 4000;
    double score = explicit ? 0.95 : 0.05 * random.nextDouble();
    return LaneSignal.ok(
        Lane.CONTENT,
        Map.of("explicit", score, "sexy", 0.02, "drawing", 0.01, "neutral", 1 - score),
        List.of(),
        CONTENT);
  }

  private static ModelStamp stamp(String id, String family) {
    return new ModelStamp(id, "1", "0".repeat(64), family);
  }
}
