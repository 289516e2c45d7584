package io.livegate.policy;

import java.time.Duration;
import java.util.List;

/**
 * Escalation: one of these rules fired not long ago.
 *
 * @param rules by their id; they coach, warn, blur or ask a human
 * @param within how long ago at most
 */
public record After(List<String> rules, Duration within) {

  public After {
    rules = List.copyOf(rules);
  }
}
