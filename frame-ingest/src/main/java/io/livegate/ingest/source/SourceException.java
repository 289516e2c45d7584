package io.livegate.ingest.source;

import org.jspecify.annotations.Nullable;

/** A source cannot be opened or read. The message names the source and the reason. */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  public SourceException(String source, String reason) {
    this(source, reason, null);
  }

  public SourceException(String source, String reason, @Nullable Throwable cause) {
    super(source + ": " + reason, cause);
  }
}
