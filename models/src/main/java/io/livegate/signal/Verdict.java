package io.livegate.signal;

/** What a session is held to show. Public vocabulary of events. */
public enum Verdict {
  LIVE,
  STATIC,
  PRINT,
  REPLAY,
  MASK,
  NO_FACE,
  NOT_HUMAN,
  OCCLUDED,
  INJECTION_SUSPECT,
  SYNTHETIC_SUSPECT,
  EXPLICIT,
  UNSURE
}
