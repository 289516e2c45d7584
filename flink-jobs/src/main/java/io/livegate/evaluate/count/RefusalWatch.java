package io.livegate.evaluate.count;

import io.livegate.policy.Effect;
import io.livegate.policy.Gate;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.Phase;
import io.livegate.policy.Policy;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.Signals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether the evidence on a session ever amounted to a refusal, at whatever moment it had come to
 * the gate. A person who was let in after a good second may look bad ten seconds later; had she
 * come then, she would have been kept out. Thread-safe.
 *
 * <p>Runs the policy's refusing rules on every frame of the session: the same decider, with a
 * policy that admits nobody and waits for ever.
 */
public final class RefusalWatch {

  private final Decider decider;
  private final Map<String, SessionEvidence> sessions = new HashMap<>();

  public RefusalWatch(Policy policy) {
    decider =
        new Decider(
            new Policy(
                policy.id(),
                policy.version(),
                policy.mode(),
                Map.of(),
                new Gate(Duration.ofDays(1), OnTimeout.REVIEW),
                policy.challenge(),
                policy.rules().stream()
                    .filter(r -> r.effect() == Effect.REFUSE && r.phase() == Phase.GATE)
                    .toList()));
  }

  /** Takes the session's next record in. */
  public synchronized void add(Signals signals) {
    decider.observe(
        sessions.computeIfAbsent(signals.session(), name -> new SessionEvidence()), signals);
  }

  /** Whether a refusing rule held at some moment of the session of that name. */
  public synchronized boolean wouldHaveRefused(String session) {
    SessionEvidence evidence = sessions.get(session);
    return evidence != null && evidence.outcome == Outcome.REFUSED;
  }
}
