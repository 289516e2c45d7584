package io.livegate.job.judge;

import io.livegate.frame.SessionKey;
import io.livegate.job.judge.SessionMemory.Unreported;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.ReasonCode;
import java.util.List;

/**
 * What a judging task's checkpoint keeps of a session: counts no record has carried yet, and
 * whether it is over. No pixels, no scores.
 *
 * @param sinceMillis when it ended or was last heard of; {@link #UNKNOWN} in the state of version
 *     0.1
 */
public record SessionMark(
    String tenant,
    String session,
    FrameCounts counts,
    List<ReasonCode> reasons,
    boolean ended,
    long sinceMillis) {

  /** What Flink reads where the field was not written. */
  static final long UNKNOWN = 0;

  static SessionMark of(SessionKey key, Unreported unreported, boolean ended, long sinceMillis) {
    return new SessionMark(
        key.tenant(), key.session(), unreported.counts(), unreported.reasons(), ended, sinceMillis);
  }

  SessionKey key() {
    return new SessionKey(tenant, session);
  }

  Unreported unreported() {
    return new Unreported(counts, reasons);
  }
}
