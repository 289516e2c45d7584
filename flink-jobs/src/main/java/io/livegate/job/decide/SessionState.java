package io.livegate.job.decide;

import io.livegate.policy.evidence.SessionEvidence;
import org.jspecify.annotations.Nullable;

/** The keyed state of one session; a Flink POJO. */
public class SessionState {

  public SessionEvidence evidence = new SessionEvidence();
  public @Nullable String call;
  public @Nullable String device;

  /** When a record of it was last processed, by this machine's clock. */
  public long seenMillis;

  public SessionState() {}
}
