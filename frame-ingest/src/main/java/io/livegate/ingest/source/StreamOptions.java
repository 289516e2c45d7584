package io.livegate.ingest.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How patient a live source is.
 *
 * @param framesPerSecond sent at most
 * @param openTimeout for one attempt to connect and recognise the stream
 * @param readTimeout without a new picture before the connection counts as dead
 * @param giveUpAfter trying in vain for so long ends the source; zero never reconnects
 * @param firstBackOff pause after the first failure, doubled after each further one, each time
 *     shortened by a random part of up to a half so that a thousand sources do not return at once
 * @param maxBackOff the longest pause
 */
public record StreamOptions(
    double framesPerSecond,
    Duration openTimeout,
    Duration readTimeout,
    Duration giveUpAfter,
    Duration firstBackOff,
    Duration maxBackOff) {

  public static final StreamOptions DEFAULT =
      new StreamOptions(
          10,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofMillis(500),
          Duration.ofSeconds(10));

  public StreamOptions {
    List<String> problems = new ArrayList<>();
    if (!(framesPerSecond >= 0.01 && framesPerSecond <= 240)) {
      problems.add("framesPerSecond must be 0.01 to 240, not " + framesPerSecond);
    }
    positive(problems, "openTimeout", openTimeout);
    positive(problems, "readTimeout", readTimeout);
    positive(problems, "firstBackOff", firstBackOff);
    positive(problems, "maxBackOff", maxBackOff);
    if (giveUpAfter.isNegative()) {
      problems.add("giveUpAfter must not be negative: " + giveUpAfter);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("stream options: " + String.join("; ", problems));
    }
  }

  private static void positive(List<String> problems, String name, Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0
        || duration.compareTo(Duration.ofDays(1)) > 0) {
      problems.add(name + " must be 1 ms to 24 hours, not " + duration);
    }
  }
}
