package io.livegate.bench;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import java.util.List;

/**
 * Sessions side by side, each showing a video. Every frame of them is due, so all are judged.
 *
 * @param name begins the sessions' names
 * @param reels shown by one session each, in turn
 * @param sessions how many
 * @param frames of each session
 * @param stepMillis media time from one frame of a session to its next
 */
record Workload(String name, List<Reel> reels, int sessions, int frames, long stepMillis) {

  static final String TENANT = "bench";

  private static final int CALL_SECONDS = 100;

  /** What a session sends while it is at the gate. */
  static Workload atTheGate(List<Reel> reels, int sessions) {
    return new Workload("gate", reels, sessions, 80, Reel.FRAME_MILLIS);
  }

  /**
   * What a session in a call is looked at by: a frame a second. The first eight seconds belong to
   * the gate and are left out with the first tenth of the run.
   *
   * @throws IllegalStateException if a frame cannot be decoded
   */
  static Workload inTheCall(List<Reel> reels, int sessions) {
    List<Reel> calls = reels.stream().map(reel -> LongCall.of(reel, CALL_SECONDS)).toList();
    return new Workload("call", calls, sessions, CALL_SECONDS, LongCall.FRAME_MILLIS);
  }

  /** The same with another number of sessions. */
  Workload with(int number) {
    return new Workload(name, reels, number, frames, stepMillis);
  }

  /** The same under another name, for sessions of its own. */
  Workload named(String other) {
    return new Workload(other, reels, sessions, frames, stepMillis);
  }

  /** Whether a session of that name is one of these. */
  boolean has(String session) {
    return session.startsWith(name + "-");
  }

  SessionKey key(int session) {
    return new SessionKey(TENANT, name + "-" + session);
  }

  /** A frame of a session, both counted from 0. */
  EncodedFrame frame(int session, int number) {
    long at = number * stepMillis;
    FrameHeader header =
        FrameHeader.of(key(session), RecordKind.FRAME, number + 1L, at, "image/jpeg");
    return new EncodedFrame(header, reels.get(session % reels.size()).at(at));
  }

  /** Frames in all. */
  int total() {
    return sessions * frames;
  }
}
