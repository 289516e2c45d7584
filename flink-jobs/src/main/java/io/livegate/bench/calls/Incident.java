package io.livegate.bench.calls;

import io.livegate.ingest.attack.AttackKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What takes the place of the person for a while. */
public enum Incident {
  /** A print of the same person. */
  PRINT(AttackKind.PRINT),
  /** The call itself on a screen. */
  REPLAY(AttackKind.REPLAY),
  /** One frame, moved about by software. */
  STILL(AttackKind.STILL),
  /** The picture stands still. */
  FREEZE(AttackKind.FREEZE),
  /** A covered camera. */
  BLACK(AttackKind.BLACK),
  /** A picture without a person, from a camera nobody holds. */
  ROOM(null),
  /** A video without a person: the picture changes all the time. */
  SCENE(null);

  private final @Nullable AttackKind attack;

  Incident(@Nullable AttackKind attack) {
    this.attack = attack;
  }

  /** How it is made of the call; null where it is made of something else. */
  @Nullable AttackKind attack() {
    return attack;
  }

  /** As the command line and results name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
