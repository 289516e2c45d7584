package io.livegate.policy.challenge;

import java.util.Locale;

/** How a challenge ended. Public vocabulary of events. */
public enum Result {
  /** The person did what was asked, in time. */
  PASSED,
  /** The face was there to be seen and did not do what was asked. */
  FAILED,
  /** Nobody can tell; speaks neither for nor against the person. */
  UNCLEAR,
  /** The person said that they cannot or do not want to. */
  DECLINED,
  /** The platform did not say that it showed the task. */
  NOT_SHOWN;

  /** The name in events: {@code not-shown}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
