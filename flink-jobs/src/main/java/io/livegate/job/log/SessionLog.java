package io.livegate.job.log;

import io.livegate.frame.SessionKey;
import io.livegate.job.config.LogSettings;
import io.livegate.policy.decide.Decision;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What is logged of single sessions, under their pseudonyms: in the message, and as the field
 * {@code session} of the structured line. Thread-safe.
 */
public final class SessionLog {

  private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);
  private static final String FIELD = "session";

  private final Pseudonyms pseudonyms;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  public SessionLog(LogSettings settings) {
    this.pseudonyms = Pseudonyms.of(settings);
  }

  /** One line per kind of failure: a hostile stream must not fill the disk. */
  public void notJudged(SessionKey key, Throwable failure) {
    String kind = failure.getClass().getName();
    if (!logged.add(kind)) {
      return;
    }
    String session = pseudonyms.of(key);
    try (MDC.MDCCloseable field = MDC.putCloseable(FIELD, session)) {
      LOG.error(
          "a frame of session {} could not be judged: {}; further {} are only counted",
          session,
          failure,
          kind,
          failure);
    }
  }

  /** At the level DEBUG, for one who looks for what became of a session. */
  public void decided(SessionKey key, Decision decision) {
    if (LOG.isDebugEnabled()) {
      String session = pseudonyms.of(key);
      try (MDC.MDCCloseable field = MDC.putCloseable(FIELD, session)) {
        LOG.debug(
            "session {}: {} by rule {}, {}",
            session,
            decision.effect().id(),
            decision.ruleId(),
            decision.mode());
      }
    }
  }
}
