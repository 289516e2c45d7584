package io.livegate.job.log;

import io.livegate.frame.SessionKey;
import io.livegate.job.config.LogSettings;

/** Logs of one session, in a process of its own. */
public final class OneLine {

  static final String SESSION = "planted-session-9f1c";

  private OneLine() {}

  public static void main(String[] args) {
    new SessionLog(new LogSettings(null))
        .notJudged(new SessionKey("planted-tenant", SESSION), new IllegalStateException("a bug"));
  }
}
