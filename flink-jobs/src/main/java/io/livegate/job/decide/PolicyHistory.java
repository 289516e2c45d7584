package io.livegate.job.decide;

import java.io.Serializable;
import java.util.List;

/** The policies that were published before a job began. */
public interface PolicyHistory extends Serializable {

  /** In the order they were published; tombstones and unusable ones among them. */
  List<PolicyUpdate> read();

  /** Nothing was published. */
  static PolicyHistory none() {
    return List::of;
  }
}
