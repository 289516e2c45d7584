package io.livegate.signal;

/** A question asked of a frame. Each lane answers with scores of its own. */
public enum Lane {
  /** Is a face present and visible? Scores {@code present}, {@code share}, {@code count}. */
  FACE,
  /** Is it a live human being? */
  LIVENESS,
  /** Is it a synthetic face? */
  DEEPFAKE,
  /** Is the picture explicit? */
  CONTENT;

  /** The name in signals, events, policies and configuration: lower case. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
