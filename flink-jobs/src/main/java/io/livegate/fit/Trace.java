package io.livegate.fit;

import io.livegate.frame.RecordKind;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;

/**
 * What was measured on one clip.
 *
 * @param path its name in the manifest
 * @param source whom or what it comes from: clips of one source are never on both sides of a test
 * @param label what the manifest calls it
 * @param genuine whether it shows a genuine person
 * @param seconds how long it lasts
 * @param records in their order, the closing one included
 */
public record Trace(
    String path,
    String source,
    String label,
    boolean genuine,
    double seconds,
    List<Signals> records) {

  /** The one score that every fused frame has: without it nobody looked for prints and screens. */
  public static final String ANCHOR = "live";

  public Trace {
    records = List.copyOf(records);
  }

  /** The liveness lane's scores of each frame that can be fused. */
  public List<Frame> frames() {
    return records.stream()
        .filter(signals -> signals.kind() == RecordKind.FRAME)
        .map(signals -> new Frame(signals.atMillis(), scores(signals)))
        .filter(frame -> frame.scores().containsKey(ANCHOR))
        .toList();
  }

  static Map<String, Double> scores(Signals signals) {
    LaneSignal lane = signals.lane(Lane.LIVENESS);
    return lane == null ? Map.of() : lane.scores();
  }

  /**
   * @param scores of the liveness lane, by name
   */
  public record Frame(long atMillis, Map<String, Double> scores) {}
}
