package io.livegate.policy.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.Effect;
import io.livegate.policy.standing.Change.Banned;
import io.livegate.policy.standing.Change.Recorded;
import io.livegate.policy.standing.Change.Superseded;
import io.livegate.policy.standing.Change.Unbanned;
import io.livegate.policy.standing.Review.Outcome;
import io.livegate.policy.standing.Review.Result;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceStandingTest {

  private static final long DAY = 86_400_000L;

  /** Three in thirty days ban for seven. */
  private static final StrikeTerms TERMS = new StrikeTerms(3, 30 * DAY, 7 * DAY, false);

  private final DeviceStanding standing =
      new DeviceStanding((kind, action) -> kind + " of " + action);
  private DeviceRecord record = new DeviceRecord(List.of(), List.of());
  private int origin;

  @Test
  void theThirdSessionWithAStrikeBansTheDeviceForAWhile() {
    assertThat(disconnect("a", "s1", 0)).isEmpty();
    assertThat(disconnect("b", "s2", DAY)).isEmpty();

    assertThat(disconnect("c", "s3", 2 * DAY))
        .singleElement()
        .isInstanceOfSatisfying(
            Banned.class,
            banned -> {
              assertThat(banned.ban().action()).isEqualTo("strikes of c");
              assertThat(banned.ban().expiresAtMillis()).isEqualTo(9 * DAY);
              assertThat(banned.strikes())
                  .extracting(Restriction::action)
                  .containsExactly("a", "b", "c");
              assertThat(banned.observed()).isFalse();
            });
    assertThat(standing.expired(record, 9 * DAY - 1)).isEmpty();
    assertThat(standing.expired(record, 9 * DAY)).singleElement().isInstanceOf(Unbanned.class);
    assertThat(standing.expired(record, 9 * DAY)).isEmpty();
  }

  @Test
  void oneSessionIsOneStrikeHoweverOftenItOffends() {
    for (int i = 0; i < 20; i++) {
      assertThat(disconnect("a" + i, "same", i)).isEmpty();
    }
  }

  @Test
  void aStrikeIsForgivenInTime() {
    disconnect("a", "s1", 0);
    disconnect("b", "s2", DAY);

    assertThat(disconnect("c", "s3", 30 * DAY)).isEmpty();
    assertThat(disconnect("d", "s4", 30 * DAY + 1)).hasSize(1);
  }

  @Test
  void aBanUsesItsStrikesUp() {
    threeStrikes();

    assertThat(disconnect("d", "s4", 20 * DAY)).isEmpty();
    assertThat(disconnect("e", "s5", 20 * DAY)).isEmpty();
    assertThat(disconnect("f", "s6", 20 * DAY)).hasSize(1);
  }

  @Test
  void withoutADeviceOrWithAnUncertainVerdictNothingIsAStrike() {
    for (int i = 0; i < 5; i++) {
      assertThat(take(action("a" + i, "s" + i, null, Effect.DISCONNECT, Verdict.EXPLICIT, i)))
          .isEmpty();
      assertThat(take(action("b" + i, "s" + i, "d", Effect.DISCONNECT, Verdict.UNSURE, i)))
          .isEmpty();
    }
  }

  @Test
  void anOverturnedStrikeIsTakenBackAndTheBanThatRestedOnItIsLifted() {
    threeStrikes();

    List<Change> changes = overturn("b", "s2", 4 * DAY);

    assertThat(changes).hasSize(4);
    assertThat(changes.get(0)).isEqualTo(recorded(changes, Result.APPLIED));
    assertThat(changes.get(1))
        .isInstanceOfSatisfying(
            Superseded.class,
            it -> {
              assertThat(it.action().action()).isEqualTo("b");
              assertThat(it.tookBackStrike()).isTrue();
              assertThat(it.because()).isNull();
            });
    assertThat(changes.get(2))
        .isInstanceOfSatisfying(
            Superseded.class,
            it -> {
              assertThat(it.action().action()).isEqualTo("strikes of c");
              assertThat(it.because()).isEqualTo("b");
            });
    assertThat(changes.get(3)).isInstanceOf(Unbanned.class);
    assertThat(standing.expired(record, 100 * DAY)).as("it is lifted once").isEmpty();
    assertThat(disconnect("d", "s4", 5 * DAY)).as("a, c and d are three again").hasSize(1);
  }

  @Test
  void lateAndRepeatedReviewsChangeNothingTwice() {
    threeStrikes();
    overturn("b", "s2", 4 * DAY);

    for (Outcome outcome : Outcome.values()) {
      List<Change> again = review("b", "s2", outcome, "other", false, 5 * DAY);
      assertThat(again).containsExactly(recorded(again, Result.UNCHANGED));
    }
    List<Change> theBanToo = overturn("strikes of c", "s3", 5 * DAY);
    assertThat(theBanToo).containsExactly(recorded(theBanToo, Result.UNCHANGED));
  }

  @Test
  void anActionThatIsNotKnownIsOnlySaidToBeSo() {
    disconnect("a", "s1", 0);

    for (String[] wrong : new String[][] {{"z", "s1"}, {"a", "s2"}}) {
      List<Change> changes = overturn(wrong[0], wrong[1], 1);
      assertThat(changes).containsExactly(recorded(changes, Result.UNKNOWN));
    }
  }

  @Test
  void upheldIsRecordedOnceAndTakesNothingBack() {
    threeStrikes();

    List<Change> first = review("b", "s2", Outcome.UPHELD, "ann", false, 3 * DAY);
    List<Change> second = review("b", "s2", Outcome.UPHELD, "bob", false, 3 * DAY);

    assertThat(first).containsExactly(recorded(first, Result.APPLIED));
    assertThat(second).containsExactly(recorded(second, Result.UNCHANGED));
    assertThat(record.bans()).hasSize(1);
  }

  @Test
  void aPermanentBanTakesTwoDifferentReviewers() {
    disconnect("a", "s1", 0);

    List<Change> first = review("a", "s1", Outcome.UPHELD, "ann", true, 1);
    List<Change> same = review("a", "s1", Outcome.UPHELD, "ann", true, 2);
    List<Change> second = review("a", "s1", Outcome.UPHELD, "bob", true, 3);
    List<Change> third = review("a", "s1", Outcome.UPHELD, "cid", true, 4);

    assertThat(first).containsExactly(recorded(first, Result.PENDING));
    assertThat(same).containsExactly(recorded(same, Result.UNCHANGED));
    assertThat(second).hasSize(2);
    assertThat(second.get(1))
        .isInstanceOfSatisfying(
            Banned.class,
            banned -> {
              assertThat(banned.ban().expiresAtMillis()).isNull();
              assertThat(banned.approvedBy()).containsExactly("ann", "bob");
            });
    assertThat(third).containsExactly(recorded(third, Result.UNCHANGED));
    assertThat(standing.expired(record, 10_000 * DAY)).isEmpty();
    assertThat(overturn("a", "s1", 5)).last().isInstanceOf(Unbanned.class);
  }

  @Test
  void aDeviceIsLetInAgainWhenItsLastBanIsOver() {
    Restriction ban = action("rule", "s0", "d", Effect.BAN, Verdict.EXPLICIT, 0);
    take(ban.ban("rule", "a-rule", 0, 20 * DAY));
    threeStrikes();

    assertThat(standing.expired(record, 9 * DAY)).as("the other one holds").isEmpty();
    List<Change> changes = overturn("rule", "s0", 10 * DAY);
    assertThat(changes).last().isInstanceOf(Unbanned.class);
  }

  @Test
  void anOverturnedBanIsLiftedAndItsStrikesStayUsed() {
    threeStrikes();

    List<Change> changes = overturn("strikes of c", "s3", 4 * DAY);

    assertThat(changes).last().isInstanceOf(Unbanned.class);
    assertThat(disconnect("d", "s4", 5 * DAY)).isEmpty();
    assertThat(overturn("a", "s1", 6 * DAY)).as("the ban does not fall twice").hasSize(2);
  }

  @Test
  void aStrikeOverturnedAfterItsBanIsOverStillSaysThatTheBanWasWrong() {
    threeStrikes();
    standing.expired(record, 9 * DAY);

    List<Change> changes = overturn("a", "s1", 10 * DAY);

    assertThat(changes)
        .filteredOn(Superseded.class::isInstance)
        .extracting(change -> ((Superseded) change).action().action())
        .containsExactly("a", "strikes of c");
    assertThat(changes).noneMatch(Unbanned.class::isInstance);
  }

  @Test
  void anObservedBanKeepsNobodyOut() {
    StrikeTerms observed = new StrikeTerms(2, 30 * DAY, 7 * DAY, true);
    take(action("a", "s1", "d", Effect.DISCONNECT, Verdict.EXPLICIT, 0, observed));

    assertThat(take(action("b", "s2", "d", Effect.DISCONNECT, Verdict.EXPLICIT, 1, observed)))
        .singleElement()
        .isInstanceOfSatisfying(Banned.class, it -> assertThat(it.observed()).isTrue());
    assertThat(record.bans()).isEmpty();
    assertThat(standing.expired(record, 100 * DAY)).isEmpty();
  }

  @Test
  void manyActionsPushOutTheOldestThatNothingRestsOn() {
    threeStrikes();
    for (int i = 0; i < 500; i++) {
      take(action("r" + i, "t" + i, "d", Effect.REFUSE, Verdict.NO_FACE, 3 * DAY + i, null));
    }

    assertThat(record.actions()).hasSize(DeviceRecord.MOST_ACTIONS);
    assertThat(overturn("a", "s1", 4 * DAY)).last().isInstanceOf(Unbanned.class);
    assertThat(overturn("r499", "t499", 4 * DAY)).hasSize(2);
    List<Change> forgotten = overturn("r0", "t0", 4 * DAY);
    assertThat(forgotten).containsExactly(recorded(forgotten, Result.UNKNOWN));
  }

  @Test
  void aBanWithoutEndCanBeLiftedHoweverManyActionsFollow() {
    disconnect("a", "s0", 0);
    review("a", "s0", Outcome.UPHELD, "ann", true, 1);
    review("a", "s0", Outcome.UPHELD, "bob", true, 1);
    StrikeTerms often = new StrikeTerms(2, 30 * DAY, 7 * DAY, false);
    for (int i = 1; i < 200; i++) {
      take(action("b" + i, "s" + i, "d", Effect.DISCONNECT, Verdict.EXPLICIT, i, often));
      assertThat(record.action("b" + i)).isNotNull();
    }
    int bans = record.bans().size();

    assertThat(overturn("reviewers of a", "s0", DAY)).hasSize(2);
    assertThat(record.bans()).hasSize(bans - 1).noneMatch(it -> it.untilMillis() > 30 * DAY);
  }

  @Test
  void theNewestActionIsRememberedAmongStrikes() {
    StrikeTerms terms = new StrikeTerms(10, 30 * DAY, 7 * DAY, false);
    for (int i = 0; i < 100; i++) {
      take(action("a" + i, "s", "d", Effect.DISCONNECT, Verdict.EXPLICIT, i, terms));
    }
    Restriction ban = action("rule", "s", "d", Effect.BAN, Verdict.EXPLICIT, 100);
    take(ban.ban("rule", "a-rule", 100, 20 * DAY));

    assertThat(record.actions()).hasSize(DeviceRecord.MOST_ACTIONS);
    assertThat(overturn("rule", "s", 101)).last().isInstanceOf(Unbanned.class);
  }

  @Test
  void whatIsOldIsForgottenButNotWhatABanRestsOn() {
    disconnect("old", "s0", -50 * DAY);
    threeStrikes();

    record.forgetBefore(3 * DAY);

    assertThat(record.actions())
        .extracting(KnownAction::id)
        .containsExactlyInAnyOrder("a", "b", "c", "strikes of c");
  }

  private void threeStrikes() {
    disconnect("a", "s1", 0);
    disconnect("b", "s2", DAY);
    assertThat(disconnect("c", "s3", 2 * DAY)).hasSize(1);
  }

  private List<Change> disconnect(String id, String session, long atMillis) {
    return take(action(id, session, "d", Effect.DISCONNECT, Verdict.EXPLICIT, atMillis));
  }

  /** As it would be read back from state. */
  private List<Change> take(Restriction action) {
    List<Change> changes = standing.restricted(record, action);
    record = new DeviceRecord(record.actions(), record.bans());
    return changes;
  }

  private List<Change> overturn(String id, String session, long atMillis) {
    return review(id, session, Outcome.OVERTURNED, "ann", false, atMillis);
  }

  private List<Change> review(
      String id, String session, Outcome outcome, String by, boolean permanent, long atMillis) {
    return standing.reviewed(
        record,
        new Review(
            id, "t", session, "d", outcome, by, atMillis, null, permanent, "r/0/" + origin++));
  }

  /** The first change, if it records a review with this result. */
  private static Change recorded(List<Change> changes, Result result) {
    assertThat(changes.get(0))
        .isInstanceOfSatisfying(
            Recorded.class, recorded -> assertThat(recorded.result()).isEqualTo(result));
    return changes.get(0);
  }

  private static Restriction action(
      String id,
      String session,
      @Nullable String device,
      Effect effect,
      Verdict verdict,
      long atMillis) {
    return action(id, session, device, effect, verdict, atMillis, TERMS);
  }

  private static Restriction action(
      String id,
      String session,
      @Nullable String device,
      Effect effect,
      Verdict verdict,
      long atMillis,
      @Nullable StrikeTerms terms) {
    return new Restriction(
        id,
        "t",
        session,
        null,
        device,
        effect,
        "rule",
        verdict,
        List.of(ReasonCode.EXPLICIT),
        "policy",
        1,
        List.of(),
        atMillis,
        true,
        null,
        terms);
  }
}
