package io.livegate.ingest.attack;

/** The attack asked for cannot be made of this clip; the message says why and what can be done. */
public final class AttackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AttackException(String message) {
    super(message);
  }
}
