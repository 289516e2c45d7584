package io.livegate.image;

import io.livegate.signal.ReasonCode;

/** The bytes are not an image this system will decode. Costs its frame, never the worker. */
public final class ImageRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ReasonCode reason;

  public ImageRejectedException(ReasonCode reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** UNSUPPORTED_FORMAT, BAD_HEADER, TOO_LARGE (before pixels) or UNDECODABLE (pixels). */
  public ReasonCode reason() {
    return reason;
  }
}
