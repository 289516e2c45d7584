package io.livegate.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person may be asked to do. Append-only: a session's evidence keeps the place.
 *
 * <p>Left and right are the person's own. In frames as a camera sends them the person's left is the
 * picture's right edge; where the platform sends mirrored frames it is the left edge.
 */
public enum Task {
  /** Turn the head to the own left, by 35 degrees or more, and back. */
  TURN_LEFT(Kind.TURN),
  /** The same to the own right. */
  TURN_RIGHT(Kind.TURN),
  /** Move an open hand slowly across the face, so that it hides the face for a moment. */
  HAND_ACROSS_FACE(Kind.HAND),
  /** Come nearer to the camera, until the face is 1.4 times as wide, and stay. */
  COME_CLOSER(Kind.DISTANCE),
  /** Blink twice, one soon after the other. */
  BLINK_TWICE(Kind.BLINK),
  /** Do nothing: the screen's colour changes slowly and its light falls on the face. */
  FOLLOW_COLOUR(Kind.COLOUR),
  /** Bow the head, chin towards the chest, and look up again. */
  LOOK_DOWN(Kind.NOD);

  /** Tasks of one kind ask for the same ability: who cannot do one can do none of them. */
  public enum Kind {
    TURN,
    HAND,
    DISTANCE,
    BLINK,
    COLOUR,
    NOD
  }

  private final Kind kind;

  Task(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** The name in policies, events and headers: {@code turn-left}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Task> of(String id) {
    return Arrays.stream(values()).filter(task -> task.id().equals(id)).findAny();
  }
}
