package io.livegate.job.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code livegate.policies}, already checked.
 *
 * @param key as {@link PolicyKey#text} writes it; of a record with a bad key: that key
 * @param offset in the topic's one partition; they begin anew with a topic that is made anew
 * @param origin topic, partition and offset
 * @param by {@code breaker} where it says so of itself; else who published it, as they said, or
 *     {@code operator}
 * @param text the policy, switch or settings; null takes it back
 * @param problems why it cannot be used; empty if it can
 */
public record PolicyUpdate(
    String key,
    long offset,
    String origin,
    String by,
    @Nullable String text,
    List<String> problems) {

  /** What a publisher may call themselves. */
  public static final String AUTHOR = "[A-Za-z0-9._@-]{1,128}";

  static final String BREAKER = "breaker";
  static final String OPERATOR = "operator";

  /** Whether it is of this kind and without problems. */
  public boolean isUsable(PolicyKey.Kind kind) {
    return problems.isEmpty() && PolicyKey.parse(key).kind() == kind;
  }

  String kindOfPublisher() {
    return by.equals(BREAKER) ? BREAKER : OPERATOR;
  }

  /** The person, if they said who they are. */
  @Nullable String author() {
    return by.equals(BREAKER) || by.equals(OPERATOR) ? null : by;
  }
}
