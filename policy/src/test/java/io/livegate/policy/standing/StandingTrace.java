package io.livegate.policy.standing;

import io.livegate.policy.Effect;
import io.livegate.policy.standing.Review.Outcome;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What may come about one device, made up from a seed: actions in a few sessions, some of them late
 * or twice, reviews of them, of the bans that follow and of what nobody knows, by a few people,
 * some of them again, and days that pass.
 */
final class StandingTrace {

  static final long DAY = 86_400_000L;

  /** So few that nothing is forgotten to make room: actions, and the bans that may follow. */
  private static final int ACTIONS = 14;

  private static final int REVIEWS = 18;

  /** One record, or time alone where both are null. */
  record Step(@Nullable Restriction action, @Nullable Review review, long atMillis) {}

  final List<Step> steps = new ArrayList<>();

  private final Random random;
  private final List<Restriction> actions = new ArrayList<>();
  private final List<Review> reviews = new ArrayList<>();
  private long now = 100 * DAY;

  StandingTrace(long seed) {
    random = new Random(seed);
    StrikeTerms terms = terms();
    while (actions.size() < ACTIONS && reviews.size() < REVIEWS) {
      now += random.nextInt(4) == 0 ? random.nextLong(6 * DAY) : random.nextLong(DAY / 4);
      terms = random.nextInt(12) == 0 ? terms() : terms; // another version of the policy
      int what = random.nextInt(20);
      if (what < 10) {
        act(terms);
      } else if (what < 18) {
        look();
      } else {
        steps.add(new Step(null, null, now));
      }
    }
    steps.add(new Step(null, null, now + 200 * DAY));
  }

  private StrikeTerms terms() {
    return new StrikeTerms(
        2 + random.nextInt(2),
        (1 + random.nextInt(20)) * DAY,
        (1 + random.nextInt(10)) * DAY,
        random.nextInt(5) == 0);
  }

  private void act(StrikeTerms terms) {
    if (!actions.isEmpty() && random.nextInt(5) == 0) {
      steps.add(new Step(actions.get(random.nextInt(actions.size())), null, now));
      return;
    }
    Effect effect = oneOf(Effect.DISCONNECT, Effect.DISCONNECT, Effect.WARN, Effect.BAN);
    long at = random.nextInt(4) == 0 ? now - random.nextLong(3 * DAY) : now;
    boolean bans = effect == Effect.BAN;
    Restriction action =
        new Restriction(
            "a" + actions.size(),
            "t",
            "s" + random.nextInt(5),
            null,
            random.nextInt(12) == 0 ? null : "d",
            effect,
            "rule",
            random.nextInt(8) == 0 ? Verdict.UNSURE : Verdict.EXPLICIT,
            List.of(ReasonCode.EXPLICIT),
            "policy",
            1,
            List.of(),
            at,
            true,
            bans ? (Long) (at + (1 + random.nextInt(20)) * DAY) : null,
            effect == Effect.DISCONNECT ? terms : null);
    actions.add(action);
    steps.add(new Step(action, null, now));
  }

  private void look() {
    if (!reviews.isEmpty() && random.nextInt(4) == 0) {
      steps.add(new Step(null, reviews.get(random.nextInt(reviews.size())), now));
      return;
    }
    Restriction about =
        actions.isEmpty() || random.nextInt(15) == 0
            ? null
            : actions.get(random.nextInt(actions.size()));
    String id =
        about == null
            ? "nothing"
            : oneOf("", "", "strikes of ", "strikes of ", "reviewers of ") + about.action();
    if (!reviews.isEmpty() && random.nextInt(3) == 0) { // somebody else looks at it too
      Review before = reviews.get(reviews.size() - 1);
      id = before.action();
      about =
          actions.stream()
              .filter(a -> before.action().endsWith(a.action()))
              .findAny()
              .orElse(about);
    }
    Outcome outcome = random.nextInt(3) == 0 ? Outcome.OVERTURNED : Outcome.UPHELD;
    Review review =
        new Review(
            id,
            "t",
            about == null || random.nextInt(15) == 0 ? "s9" : about.session(),
            "d",
            outcome,
            oneOf("ann", "bob", "cid"),
            now - random.nextLong(DAY),
            null,
            outcome == Outcome.UPHELD && random.nextInt(4) > 0,
            "r/0/" + reviews.size());
    reviews.add(review);
    steps.add(new Step(null, review, now));
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
