package io.livegate.policy;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the records that tests feed to a decider. */
public final class Traces {

  private Traces() {}

  /** A judged frame in which only the lanes of the given scores answered. */
  public static Signals frame(long seq, long atMillis, Map<String, Double> scores) {
    return frame(seq, atMillis, Witness.SENDER, scores, Map.of(), List.of());
  }

  /**
   * @param scores by {@code lane.score}
   * @param silent status of lanes that give no scores
   * @param reasons given by the face lane
   */
  public static Signals frame(
      long seq,
      long atMillis,
      Witness witness,
      Map<String, Double> scores,
      Map<Lane, LaneStatus> silent,
      List<ReasonCode> reasons) {
    Map<Lane, Map<String, Double>> byLane = new EnumMap<>(Lane.class);
    double[] quality = {0.5, 0.2, 100, 120};
    List<String> measures = List.of("brightness", "contrast", "sharpness", "faceWidth");
    for (Map.Entry<String, Double> score : scores.entrySet()) {
      int dot = score.getKey().indexOf('.');
      String lane = score.getKey().substring(0, dot);
      String name = score.getKey().substring(dot + 1);
      if (lane.equals("quality")) {
        quality[measures.indexOf(name)] = score.getValue();
      } else {
        byLane
            .computeIfAbsent(
                Lane.valueOf(lane.toUpperCase(java.util.Locale.ROOT)), l -> new TreeMap<>())
            .put(name, score.getValue());
      }
    }
    List<LaneSignal> lanes = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      List<ReasonCode> given = lane == Lane.FACE ? reasons : List.of();
      List<ModelStamp> models = List.of(new ModelStamp(lane.id(), "1", "00", lane.id()));
      if (silent.containsKey(lane)) {
        lanes.add(LaneSignal.without(lane, silent.get(lane), given, models));
      } else if (byLane.containsKey(lane)) {
        lanes.add(LaneSignal.ok(lane, byLane.get(lane), given, models));
      } else {
        lanes.add(LaneSignal.without(lane, LaneStatus.NOT_DUE, given, models));
      }
    }
    return new Signals(
        "t",
        "s",
        RecordKind.FRAME,
        null,
        null,
        witness,
        seq,
        atMillis,
        atMillis,
        new Quality(quality[0], quality[1], quality[2], quality[3]),
        lanes,
        List.of(),
        FrameCounts.of(FrameFate.JUDGED));
  }

  public static Signals control(RecordKind kind, long atMillis) {
    return control(kind, atMillis, FrameCounts.ZERO, List.of());
  }

  /**
   * @param challenge the task that is wanted, or the number of the challenge it is about
   */
  public static Signals control(RecordKind kind, long atMillis, @Nullable String challenge) {
    FrameHeader header =
        new FrameHeader(
            new SessionKey("t", "s"),
            kind,
            null,
            null,
            0,
            atMillis,
            Witness.SENDER,
            "application/octet-stream",
            challenge,
            null);
    return Signals.of(header, atMillis, Quality.NONE, List.of(), List.of(), FrameCounts.ZERO);
  }

  public static Signals control(
      RecordKind kind, long atMillis, FrameCounts counts, List<ReasonCode> reasons) {
    return new Signals(
        "t",
        "s",
        kind,
        null,
        null,
        Witness.SENDER,
        0,
        atMillis,
        atMillis,
        Quality.NONE,
        List.of(),
        reasons,
        counts);
  }
}
