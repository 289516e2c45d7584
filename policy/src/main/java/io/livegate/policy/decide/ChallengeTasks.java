package io.livegate.policy.decide;

import io.livegate.frame.SessionKey;
import io.livegate.policy.ChallengeSettings;
import io.livegate.policy.Task;
import io.livegate.policy.challenge.Challenge;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.policy.challenge.Closing;
import io.livegate.policy.challenge.SecretDraw;
import io.livegate.policy.challenge.Verifier;
import io.livegate.policy.evidence.SessionEvidence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws a session's next task, opens it, and says what the platform has to show. */
final class ChallengeTasks {

  private final ChallengeSettings settings;
  private final SecretDraw draw;
  private final Verifier verifier;

  ChallengeTasks(ChallengeSettings settings, SecretDraw draw, Verifier verifier) {
    this.settings = settings;
    this.draw = draw;
    this.verifier = verifier;
  }

  /** What is known of the session's challenges, begun if there were none. */
  ChallengeEvidence of(SessionEvidence evidence, SessionKey key) {
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge == null) {
      challenge = new ChallengeEvidence();
      challenge.seed = draw.seed(key);
      evidence.challenge = challenge;
    }
    return challenge;
  }

  /** One that this person has not said they cannot do; empty if none is left. */
  Optional<Task> next(ChallengeEvidence challenge) {
    return draw.next(challenge, settings.tasks());
  }

  /** Asks for it from now on. */
  Challenge open(ChallengeEvidence challenge, Task task, long atMillis) {
    challenge.state = ChallengeEvidence.ASKED;
    challenge.number++;
    challenge.task = (byte) task.ordinal();
    challenge.sinceMillis = atMillis;
    return told(challenge, null);
  }

  /** What is told of the newest task. */
  Challenge told(ChallengeEvidence challenge, @Nullable Closing closing) {
    return told(challenge, challenge.number, challenge.attempt, challenge.task(), closing);
  }

  /** What would be told of a task if it were asked. */
  Challenge wouldBe(ChallengeEvidence challenge, Task task) {
    return told(challenge, challenge.number + 1, 1, task, null);
  }

  private Challenge told(
      ChallengeEvidence challenge, int number, int attempt, Task task, @Nullable Closing closing) {
    boolean turn = task.kind() == Task.Kind.TURN;
    boolean colour = task == Task.FOLLOW_COLOUR;
    boolean alternative =
        settings.tasks().stream()
            .anyMatch(other -> other.kind() != task.kind() && !challenge.hasDeclined(other));
    return new Challenge(
        number,
        attempt,
        task,
        turn ? verifier.edge(task) : null,
        colour ? Verifier.colours(challenge.seed, number) : List.of(),
        verifier.deadlineMillis(task),
        ChallengeSettings.SHOW_WITHIN.toMillis(),
        alternative,
        closing);
  }
}
