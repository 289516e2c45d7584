package io.livegate.webhook;

import java.time.Duration;

/**
 * What became of one call.
 *
 * @param taken whether the platform has the event now
 * @param why in a few words, for logs and dead letters
 * @param askedWait how long the platform asked us to wait; zero if it did not
 */
record Reply(boolean taken, String why, Duration askedWait) {

  static Reply failed(String why) {
    return new Reply(false, why, Duration.ZERO);
  }
}
