package io.livegate.signal;

/** A question asked of a frame. Each lane answers with scores of its own. */
public enum Lane {
  /** Is a face present and visible? Scores {@code present}, {@code share}, {@code count}. */
  FACE("face-detection"),
  /** Is it a live human being? */
  LIVENESS("presentation-attack"),
  /** Is it a synthetic face? */
  DEEPFAKE("deepfake"),
  /** Is the picture explicit? */
  CONTENT("explicit-content");

  private final String task;

  Lane(String task) {
    this.task = task;
  }

  /** The task of the models it takes, as their cards call it. */
  public String task() {
    return task;
  }

  /** The name in signals, events, policies and configuration: lower case. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
