package io.livegate.policy.decide;

import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.policy.ChallengeSettings;
import io.livegate.policy.ChallengeSettings.OnFailed;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.Task;
import io.livegate.policy.challenge.Challenge;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.policy.challenge.ChallengeReason;
import io.livegate.policy.challenge.Closing;
import io.livegate.policy.challenge.Result;
import io.livegate.policy.challenge.SecretDraw;
import io.livegate.policy.challenge.Verifier;
import io.livegate.policy.evidence.Fingerprint;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.evidence.Standing;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import io.livegate.signal.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for tasks, has the answers verified and draws the consequences. A suspicion may bring
 * several tasks, one after the other; the last one's end decides. Only a failed task can cost
 * anything: what is unclear, declined or was never shown goes to a human.
 */
final class Challenges {

  /** In place of a rule's name where the platform itself asked; the outcome is all it gets. */
  static final String ASKED = "challenge.asked";

  private static final long SHOW_WITHIN = ChallengeSettings.SHOW_WITHIN.toMillis();

  private final Policy policy;
  private final ChallengeSettings settings;
  private final Enactor enactor;
  private final Verifier verifier;
  private final ChallengeTasks tasks;
  private final boolean asksForPass;

  Challenges(Policy policy, SecretDraw draw, Enactor enactor) {
    this.policy = policy;
    this.settings = policy.challenge();
    this.enactor = enactor;
    this.verifier = new Verifier(settings.deadline().toMillis(), settings.mirrored());
    this.tasks = new ChallengeTasks(settings, draw, verifier);
    this.asksForPass = policy.rules().stream().anyMatch(Rule::taskPassed);
  }

  /** Whether there is a task left that this person has not said they cannot do. */
  boolean canAsk(SessionEvidence evidence, SessionKey key) {
    return tasks.next(tasks.of(evidence, key)).isPresent();
  }

  /**
   * Whether the session passed what a rule asked it for and nothing is open since. Under a policy
   * that only observes nobody is asked, and nobody has to.
   */
  boolean isPassed(SessionEvidence evidence) {
    ChallengeEvidence challenge = evidence.challenge;
    return policy.mode() == Mode.OBSERVE
        || (challenge != null && !challenge.isOpen() && challenge.passed >= settings.passes());
  }

  /**
   * Another face or device: what the one before passed is not its answer. Who stands at the gate is
   * asked at once; after admission people come and go before the camera, and are left in peace.
   */
  void forgetPasses(SessionEvidence evidence, long atMillis) {
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge == null) {
      return;
    }
    Rule rule = ruleOf(challenge);
    boolean silent = challenge.passed >= settings.passes();
    if (rule != null && silent && evidence.standing == Standing.GATE) {
      enactor.silence(evidence, rule, atMillis);
    }
    challenge.passed = 0;
  }

  /** A rule has won: its decision, with the task. */
  Decision ask(SessionEvidence evidence, SessionKey key, Rule rule, Decision won) {
    ChallengeEvidence challenge = tasks.of(evidence, key);
    Task task =
        tasks
            .next(challenge)
            .orElseThrow(() -> new IllegalStateException("no task is left to ask"));
    if (won.mode() == Mode.OBSERVE) {
      return won.about(tasks.wouldBe(challenge, task));
    }
    challenge.rule = Fingerprint.shortOf(rule.id());
    challenge.attempt = 1;
    challenge.passed = 0;
    return won.about(tasks.open(challenge, task, won.atMillis()));
  }

  /** A rule has won, and there is no task left to ask. */
  Decision askHuman(SessionEvidence evidence, Rule rule, long atMillis) {
    enactor.silence(evidence, rule, atMillis + rule.silence().toMillis());
    return review(evidence, rule, atMillis, ReasonCode.CHALLENGE_UNCLEAR);
  }

  /** A control record that speaks of challenges. */
  void control(SessionEvidence evidence, Signals signals, List<Decision> decisions) {
    long at = signals.atMillis();
    ChallengeEvidence challenge = tasks.of(evidence, signals.key());
    switch (signals.kind()) {
      case CHALLENGE_ASKED -> {
        if (!challenge.isOpen()) {
          wished(evidence, challenge, signals.challenge(), at, decisions);
        }
      }
      case CHALLENGE_SHOWN -> {
        if (challenge.state == ChallengeEvidence.ASKED && speaksOf(signals, challenge)) {
          verifier.begin(challenge, at);
        }
      }
      case CHALLENGE_DECLINED -> {
        if (challenge.isOpen() && speaksOf(signals, challenge)) {
          close(evidence, ChallengeReason.DECLINED, at, decisions);
        }
      }
      case FRAME, STARTED, REPORTED, ENDED -> {}
    }
  }

  /** A frame has come in. */
  void frame(SessionEvidence evidence, Signals signals, List<Decision> decisions) {
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge == null || !challenge.isOpen()) {
      return;
    }
    if (!challenge.isShown()) {
      advance(evidence, signals.atMillis(), decisions);
    } else if (signals.witness() == Witness.SENDER) {
      Closing closing = verifier.frame(challenge, signals);
      if (closing != null) {
        settle(evidence, closing, signals.atMillis(), decisions);
      }
    }
  }

  /** Time has passed. */
  void advance(SessionEvidence evidence, long atMillis, List<Decision> decisions) {
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge == null || !challenge.isOpen() || atMillis < next(evidence)) {
      return;
    }
    Closing closing =
        challenge.isShown()
            ? verifier.advance(challenge, atMillis)
            : verifier.close(challenge, ChallengeReason.NOT_SHOWN, atMillis);
    if (closing != null) {
      settle(evidence, closing, atMillis, decisions);
    }
  }

  /** Ends an open challenge; what follows depends on why. */
  void close(
      SessionEvidence evidence, ChallengeReason why, long atMillis, List<Decision> decisions) {
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge != null && challenge.isOpen()) {
      settle(evidence, verifier.close(challenge, why, atMillis), atMillis, decisions);
    }
  }

  /** A task asked under a policy that enforced is not insisted on under one that observes. */
  void withdraw(SessionEvidence evidence, long atMillis, List<Decision> decisions) {
    if (policy.mode() == Mode.OBSERVE) {
      close(evidence, ChallengeReason.WITHDRAWN, atMillis, decisions);
    }
  }

  /** When {@link #advance} is next worth calling; {@link Long#MAX_VALUE} if never. */
  long next(SessionEvidence evidence) {
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge == null || !challenge.isOpen() || evidence.ended) {
      return Long.MAX_VALUE;
    }
    return challenge.isShown() ? verifier.deadline(challenge) : challenge.sinceMillis + SHOW_WITHIN;
  }

  private void settle(
      SessionEvidence evidence, Closing closing, long atMillis, List<Decision> decisions) {
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge == null) {
      throw new IllegalStateException("a challenge of a session that had none has ended");
    }
    Rule rule = ruleOf(challenge);
    decisions.add(closed(evidence, challenge, rule, closing, atMillis));
    if (closing.result() == Result.DECLINED) {
      challenge.decline();
    }
    if (rule != null
        && closing.why() != ChallengeReason.ENDED
        && closing.why() != ChallengeReason.WITHDRAWN) {
      follow(evidence, challenge, rule, closing.result(), atMillis, decisions);
    }
    if (!challenge.isOpen() && evidence.standing == Standing.GATE) {
      evidence.gateFromMillis = atMillis;
    }
  }

  private void follow(
      SessionEvidence evidence,
      ChallengeEvidence challenge,
      Rule rule,
      Result result,
      long atMillis,
      List<Decision> decisions) {
    boolean passed = result == Result.PASSED;
    if (passed && ++challenge.passed >= settings.passes()) {
      enactor.silence(evidence, rule, atMillis + settings.silence().toMillis());
      return;
    }
    boolean free = passed || result == Result.DECLINED;
    boolean again = free || result != Result.NOT_SHOWN && challenge.attempt < settings.attempts();
    Optional<Task> task = again ? tasks.next(challenge) : Optional.empty();
    if (task.isPresent()) {
      challenge.attempt += (byte) (free ? 0 : 1);
      Challenge opened = tasks.open(challenge, task.get(), atMillis);
      Decision asked =
          enactor.enact(evidence, Effect.CHALLENGE, rule.id(), rule.verdict(), atMillis, List.of());
      decisions.add(asked.about(opened));
    } else if (result == Result.FAILED && settings.onFailed() == OnFailed.STOP) {
      Effect stop = evidence.standing == Standing.GATE ? Effect.REFUSE : Effect.DISCONNECT;
      decisions.add(
          enactor.enact(
              evidence,
              stop,
              rule.id(),
              rule.verdict(),
              atMillis,
              List.of(ReasonCode.CHALLENGE_FAILED)));
    } else {
      decisions.add(
          review(
              evidence,
              rule,
              atMillis,
              result == Result.FAILED
                  ? ReasonCode.CHALLENGE_FAILED
                  : ReasonCode.CHALLENGE_UNCLEAR));
    }
  }

  /**
   * At the gate the session waits for what the human says. Where nobody is let in without a pass
   * and no human is there, its time goes on: it would wait for nothing.
   */
  private Decision review(SessionEvidence evidence, Rule rule, long atMillis, ReasonCode reason) {
    boolean waits = evidence.reviewersOnShift || !asksForPass;
    evidence.held |= waits && evidence.standing == Standing.GATE;
    return enactor.enact(
        evidence, Effect.REVIEW, rule.id(), rule.verdict(), atMillis, List.of(reason));
  }

  private Decision closed(
      SessionEvidence evidence,
      ChallengeEvidence challenge,
      @Nullable Rule rule,
      Closing closing,
      long atMillis) {
    List<ReasonCode> reasons =
        switch (closing.result()) {
          case PASSED -> List.of();
          case FAILED -> List.of(ReasonCode.CHALLENGE_FAILED);
          case UNCLEAR, DECLINED, NOT_SHOWN -> List.of(ReasonCode.CHALLENGE_UNCLEAR);
        };
    return enactor
        .enact(
            evidence,
            Effect.CHALLENGE,
            rule == null ? ASKED : rule.id(),
            rule == null ? Verdict.UNSURE : rule.verdict(),
            atMillis,
            reasons)
        .about(tasks.told(challenge, closing));
  }

  /** The platform wants a task of its own choice, or any. */
  private void wished(
      SessionEvidence evidence,
      ChallengeEvidence challenge,
      @Nullable String wish,
      long atMillis,
      List<Decision> decisions) {
    Optional<Task> task = wish == null ? tasks.next(challenge) : Task.of(wish);
    if (task.isPresent() && policy.mode() == Mode.ENFORCE) {
      challenge.rule = 0;
      challenge.attempt = 1;
      Challenge opened = tasks.open(challenge, task.get(), atMillis);
      decisions.add(
          enactor
              .enact(evidence, Effect.CHALLENGE, ASKED, Verdict.UNSURE, atMillis, List.of())
              .about(opened));
    }
  }

  private @Nullable Rule ruleOf(ChallengeEvidence challenge) {
    return policy.rules().stream()
        .filter(rule -> rule.effect() == Effect.CHALLENGE)
        .filter(rule -> Fingerprint.shortOf(rule.id()) == challenge.rule)
        .findFirst()
        .orElse(null);
  }

  private static boolean speaksOf(Signals signals, ChallengeEvidence challenge) {
    String named = signals.challenge();
    return named == null || named.equals(Integer.toString(challenge.number));
  }
}
