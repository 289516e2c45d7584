package io.livegate.policy.decide;

import io.livegate.policy.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees how all rules stood whenever one is picked, before anything follows from it. */
public interface PickWatcher {

  /**
   * @param standings of all rules, in their order
   * @param enforced the rule that won; null if none did
   * @param observed the one that won among those on trial; null if none did
   */
  void picked(
      long atMillis,
      List<RuleStanding> standings,
      @Nullable Rule enforced,
      @Nullable Rule observed);
}
