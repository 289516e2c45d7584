package io.livegate.ingest.publish;

import java.util.List;

/** A record's headers do not say what they must; lists every problem. */
public final class InvalidFrameException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidFrameException(List<String> problems) {
    super("invalid frame record: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
