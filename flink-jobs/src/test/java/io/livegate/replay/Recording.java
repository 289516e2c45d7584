package io.livegate.replay;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Made-up signals of sessions in which a face is there or is not. */
public final class Recording {

  /** Admits after five frames with a face, refuses after {@code absent} without. */
  public static final String POLICY =
      """
      id: made-up
      version: %d
      mode: enforce
      gate: {timeout: 20s, onTimeout: refuse}
      rules:
        - id: there
          phase: gate
          when: [{signal: face.present, atLeast: 1, hits: 5, of: 6, within: 5s}]
          effect: admit
        - id: away
          phase: gate
          when: [{signal: face.present, below: 0.5, hits: %d, of: 20, within: 9s}]
          effect: refuse
          verdict: NO_FACE
          reason: NO_FACE
      """;

  private final List<Signals> records = new ArrayList<>();
  private long seq;

  public static Policy policy(int version, int absent) {
    try {
      return PolicyParser.parse(String.format(POLICY, version, absent), "made up");
    } catch (PolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One session, a frame every 100 ms.
   *
   * @param faces a character a frame: {@code x} with a face, anything else without
   */
  public Recording session(String tenant, String session, long startMillis, String faces) {
    long at = startMillis;
    record(tenant, session, RecordKind.STARTED, at, 0);
    for (char face : faces.toCharArray()) {
      record(tenant, session, RecordKind.FRAME, at, face == 'x' ? 1 : 0);
      at += 100;
    }
    record(tenant, session, RecordKind.ENDED, at, 0);
    return this;
  }

  private void record(String tenant, String session, RecordKind kind, long at, double face) {
    FrameHeader header =
        FrameHeader.of(new SessionKey(tenant, session), kind, seq++, at, "image/jpeg");
    boolean frame = kind == RecordKind.FRAME;
    List<LaneSignal> lanes =
        frame
            ? List.of(LaneSignal.ok(Lane.FACE, Map.of("present", face), List.of(), List.of()))
            : List.of();
    FrameCounts counts = frame ? FrameCounts.of(FrameFate.JUDGED) : FrameCounts.ZERO;
    records.add(Signals.of(header, at, Quality.NONE, lanes, List.of(), counts));
  }

  public List<Signals> records() {
    return records;
  }
}
