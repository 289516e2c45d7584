package io.livegate.replay;

import io.livegate.evaluate.stats.Percentile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many sessions something happened to under two policies, and how soon. */
public final class Moves {

  private int before;
  private int now;
  private int gained;
  private int lost;
  private int earlier;
  private int later;
  private final List<Long> beforeMillis = new ArrayList<>();
  private final List<Long> nowMillis = new ArrayList<>();

  /**
   * One session.
   *
   * @param beforeAfter how long after its beginning under the older policy; null if never
   * @param nowAfter the same under the one asked about
   */
  void add(@Nullable Long beforeAfter, @Nullable Long nowAfter) {
    before += beforeAfter == null ? 0 : 1;
    now += nowAfter == null ? 0 : 1;
    if (nowAfter != null && beforeAfter != null) {
      earlier += nowAfter < beforeAfter ? 1 : 0;
      later += nowAfter > beforeAfter ? 1 : 0;
      beforeMillis.add(beforeAfter);
      nowMillis.add(nowAfter);
    } else if (nowAfter != null) {
      gained++;
    } else if (beforeAfter != null) {
      lost++;
    }
  }

  /** Sessions it happened to under the older policy. */
  public int before() {
    return before;
  }

  /** Sessions it happens to under the policy asked about. */
  public int now() {
    return now;
  }

  /** Of those, the ones to which it did not happen before. */
  public int gained() {
    return gained;
  }

  public int lost() {
    return lost;
  }

  /** Of the sessions to which it happens under both, those where it comes sooner. */
  public int earlier() {
    return earlier;
  }

  public int later() {
    return later;
  }

  /** From the session's beginning, where it happens under both; null without such a session. */
  public @Nullable Long medianBeforeMillis() {
    return median(beforeMillis);
  }

  public @Nullable Long medianNowMillis() {
    return median(nowMillis);
  }

  private static @Nullable Long median(List<Long> values) {
    double[] millis = values.stream().mapToDouble(Long::doubleValue).toArray();
    return values.isEmpty() ? null : Math.round(Percentile.of(millis, 0.5));
  }
}
