package io.livegate.job.judge;

import io.livegate.job.decide.PolicyUpdate;
import java.util.List;

/** Somebody in a judging process whom records of the policies topic concern. */
interface ControlListener {

  /**
   * Takes records in, in the order they were published; called by one thread at a time.
   *
   * @param anew these are all there are: what was known before counts for nothing
   */
  void take(List<PolicyUpdate> updates, boolean anew);
}
