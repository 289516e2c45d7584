package io.livegate.policy;

import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When all conditions hold in this phase, the effect follows; where there is no condition, when the
 * session was reported, or drawn.
 *
 * @param id unique in the policy; stands in every event the rule causes
 * @param phase when in the session's life the rule is looked at
 * @param when all must hold; empty only with reports or share
 * @param effect what follows
 * @param verdict what the session is then held to show
 * @param reason the reason code of its decisions; null takes those the lanes gave with the frame
 * @param cooldown how long the rule is silent after it fired, {@link #DEFAULT_COOLDOWN} when null;
 *     of a refusal or disconnect: how long the person is asked to stay away
 * @param expires of a ban: how long it lasts
 * @param mode {@link Mode#OBSERVE} marks what this rule would do while the policy enforces; null
 *     follows the policy
 * @param reports how many others must have reported the session, 0 for none
 * @param share of the sessions that the rule looks at, drawn once for each session; 1 for all
 * @param anyOf of these, some must hold beside all of {@code when}; null asks for none
 * @param age of the sessions that the rule looks at; null for all
 * @param after another rule must have fired before; null asks for none
 * @param reviewers whether somebody must be on shift who reviews, or nobody; null if either will do
 * @param taskPassed of an admission: only of sessions that passed the task a rule asked them
 */
public record Rule(
    String id,
    Phase phase,
    List<Condition> when,
    Effect effect,
    Verdict verdict,
    @Nullable ReasonCode reason,
    @Nullable Duration cooldown,
    @Nullable Duration expires,
    @Nullable Mode mode,
    int reports,
    double share,
    @Nullable AnyOf anyOf,
    @Nullable Age age,
    @Nullable After after,
    @Nullable Reviewers reviewers,
    boolean taskPassed) {

  /** A rule without a cooldown of its own repeats itself at most this often. */
  public static final Duration DEFAULT_COOLDOWN = Duration.ofSeconds(60);

  public Rule {
    when = List.copyOf(when);
  }

  /** A rule for every session, reported or not. */
  public Rule(
      String id,
      Phase phase,
      List<Condition> when,
      Effect effect,
      Verdict verdict,
      @Nullable ReasonCode reason,
      @Nullable Duration cooldown,
      @Nullable Duration expires,
      @Nullable Mode mode) {
    this(
        id, phase, when, effect, verdict, reason, cooldown, expires, mode, 0, 1, null, null, null,
        null, false);
  }

  /** See {@link Policy#withHits}. */
  Rule withHits(int more) {
    List<Condition> changed = when.stream().map(condition -> condition.withHits(more)).toList();
    AnyOf some =
        anyOf == null
            ? null
            : new AnyOf(anyOf.atLeast(), anyOf.of().stream().map(c -> c.withHits(more)).toList());
    return new Rule(
        id,
        phase,
        changed,
        effect,
        verdict,
        reason,
        cooldown,
        expires,
        mode,
        reports,
        share,
        some,
        age,
        after,
        reviewers,
        taskPassed);
  }

  /** All that it looks at: those of {@code when}, then those of {@code anyOf}. */
  public List<Condition> conditions() {
    return anyOf == null ? when : Stream.concat(when.stream(), anyOf.of().stream()).toList();
  }

  /** Whether this is one of the {@link #conditions} of which only some must hold. */
  public boolean isOneOfSome(int condition) {
    return condition >= when.size();
  }

  /** How many of those must hold. */
  public int someNeeded() {
    return anyOf == null ? 0 : anyOf.atLeast();
  }

  /** Whether only a draw or the age decides; such a rule fires once in a session. */
  public boolean isSpotCheck() {
    return when.isEmpty() && anyOf == null && reports == 0;
  }

  public Duration silence() {
    return cooldown == null ? DEFAULT_COOLDOWN : cooldown;
  }

  /**
   * Whether the rule could fire again, so that it has to be remembered that it did. An enforced
   * rule that admits or ends a session changes the phase it is asked in and cannot.
   */
  public boolean canRepeat() {
    boolean endsItself = effect.isTerminal() || effect == Effect.ADMIT;
    return !endsItself || isSpotCheck() || isObserved();
  }

  /** Whether the rule alone is in observe mode. */
  public boolean isObserved() {
    return mode == Mode.OBSERVE;
  }
}
