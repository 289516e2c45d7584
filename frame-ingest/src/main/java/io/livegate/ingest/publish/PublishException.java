package io.livegate.ingest.publish;

/** A record did not reach the broker. The message names the topic and the cause. */
public final class PublishException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
