package io.livegate.soak;

import io.livegate.drill.Pictures;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import java.util.List;

/** One session: what it sends, and when. Used by one thread. */
final class Guest {

  private static final long GATE_FRAME_MILLIS = 100;
  private static final long LATER_FRAME_MILLIS = 500;

  private final SessionKey key;
  private final List<byte[]> reel;
  private final long cameMillis;
  private final long closeMillis;
  private long seq;
  private long nextMillis;

  /**
   * @param reel shown over and over
   * @param closeMillis sends ten frames a second for so long, then two
   */
  Guest(SessionKey key, List<byte[]> reel, long cameMillis, long closeMillis) {
    this.key = key;
    this.reel = reel;
    this.cameMillis = cameMillis;
    this.closeMillis = closeMillis;
    this.nextMillis = cameMillis;
  }

  /** What the sessions of a place show, so that all kinds are always there. */
  static List<byte[]> reel(Pictures pictures, int number) {
    int turn = number / 8;
    return switch (number % 8) {
      case 0 -> pictures.black();
      case 1 -> pictures.moving().subList(0, 1);
      case 2, 3 -> pictures.moving();
      default ->
          pictures.clips().isEmpty()
              ? pictures.moving()
              : pictures.clips().get((turn + number) % pictures.clips().size());
    };
  }

  /** Whether its next frame is due; after that the one behind it is the next. */
  boolean isDue(long nowMillis) {
    if (nowMillis < nextMillis) {
      return false;
    }
    boolean close = nowMillis - cameMillis < closeMillis;
    nextMillis = Math.max(nextMillis, nowMillis - GATE_FRAME_MILLIS);
    nextMillis += close ? GATE_FRAME_MILLIS : LATER_FRAME_MILLIS;
    return true;
  }

  byte[] picture() {
    return reel.get((int) (seq % reel.size()));
  }

  FrameHeader header(RecordKind kind, long nowMillis) {
    String type = kind == RecordKind.FRAME ? "image/jpeg" : "application/octet-stream";
    return FrameHeader.of(key, kind, seq++, nowMillis, type);
  }
}
