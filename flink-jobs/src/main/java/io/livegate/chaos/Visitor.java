package io.livegate.chaos;

import io.livegate.drill.Pictures;
import io.livegate.frame.SessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One session of the drill: what it shows next, and when it goes. Used by one thread. */
final class Visitor {

  /** What a session is up to. */
  enum Role {
    /** Black from the beginning, until it is refused. */
    COVERED,
    /** One picture again and again, until it is refused. */
    FROZEN,
    /** Moves until it is admitted and then goes black, until it is disconnected. */
    TURNING,
    /** Does nothing wrong and leaves after a while. */
    MOVING,
    /** Plays a real video, or moves where there is none, and leaves after a while. */
    CLIP;

    boolean isViolation() {
      return this == COVERED || this == FROZEN || this == TURNING;
    }
  }

  /** Goes on sending for so long after its terminal action: nothing may come of that. */
  private static final long STUBBORN_MILLIS = 1_500;

  /** Who is admitted behaves for so long. */
  private static final long CALM_MILLIS = 1_000;

  private final SessionKey key;
  private final Role role;
  private final Pictures pictures;
  private final int reel;
  private final long staysMillis;
  private final long cameMillis;
  private long seq;

  /**
   * @param reel which of the clips
   * @param staysMillis how long, where nothing is wrong
   */
  Visitor(
      SessionKey key, Role role, Pictures pictures, int reel, long staysMillis, long cameMillis) {
    this.key = key;
    this.role = role;
    this.pictures = pictures;
    this.reel = reel;
    this.staysMillis = staysMillis;
    this.cameMillis = cameMillis;
  }

  SessionKey key() {
    return key;
  }

  /** The number of the next record. */
  long nextSeq() {
    return seq++;
  }

  /**
   * @param admittedMillis when it was seen that the session was admitted; null: not yet
   */
  byte[] picture(@Nullable Long admittedMillis, long nowMillis) {
    boolean turned = admittedMillis != null && nowMillis - admittedMillis > CALM_MILLIS;
    List<byte[]> shown =
        switch (role) {
          case COVERED -> pictures.black();
          case FROZEN -> pictures.moving().subList(0, 1);
          case TURNING -> turned ? pictures.black() : pictures.moving();
          case MOVING -> pictures.moving();
          case CLIP ->
              pictures.clips().isEmpty()
                  ? pictures.moving()
                  : pictures.clips().get(reel % pictures.clips().size());
        };
    return shown.get((int) (seq % shown.size()));
  }

  /**
   * @param overMillis when its terminal action was seen; null: not yet
   * @param closing the drill is ending: who does nothing wrong leaves
   */
  boolean leaves(@Nullable Long overMillis, long nowMillis, boolean closing) {
    if (overMillis != null) {
      return nowMillis - overMillis > STUBBORN_MILLIS;
    }
    return !role.isViolation() && (closing || nowMillis - cameMillis > staysMillis);
  }
}
