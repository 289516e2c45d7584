package io.livegate.policy.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.standing.Change.Banned;
import io.livegate.policy.standing.Change.Recorded;
import io.livegate.policy.standing.Change.Superseded;
import io.livegate.policy.standing.Change.Unbanned;
import io.livegate.policy.standing.Review.Outcome;
import io.livegate.policy.standing.StandingTrace.Step;
import io.livegate.signal.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Hunts over made-up lives of a device for a change that breaks a promise of docs/redress.md. */
class StandingPropertiesTest {

  private static final int SEEDS = 1000;

  private final DeviceStanding standing =
      new DeviceStanding((kind, action) -> kind + " of " + action);

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs().dontShrink();
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void everyChangeFollowsFromWhatCameAndNothingElseDoes(@ForAll("seeds") long seed) {
    List<Step> steps = new StandingTrace(seed).steps;
    StandingReferee referee = new StandingReferee();
    DeviceRecord record = new DeviceRecord(List.of(), List.of());
    for (Step step : steps) {
      referee.check(step, take(record, step));
      record = new DeviceRecord(record.actions(), record.bans()); // as it is read back from state
      assertThat(referee.broken()).as("%s of\n%s", step, lines(steps)).isEmpty();
      assertThat(record.bans().stream().map(KnownBan::id))
          .as("%s of\n%s", step, lines(steps))
          .containsExactlyInAnyOrderElementsOf(referee.inForce());
    }
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void whatComesTwiceAtOnceIsToldOfButChangesNothing(@ForAll("seeds") long seed) {
    List<Step> steps = new StandingTrace(seed).steps;
    DeviceRecord once = new DeviceRecord(List.of(), List.of());
    DeviceRecord twice = new DeviceRecord(List.of(), List.of());
    for (Step step : steps) {
      List<Change> first = take(once, step);
      Step later = new Step(null, null, step.atMillis()); // what came late may be over already
      take(once, later);
      assertThat(take(twice, step)).isEqualTo(first);
      take(twice, later);
      assertThat(take(twice, step)).as("%s again", step).noneMatch(StandingPropertiesTest::moves);
      assertThat(twice.actions()).isEqualTo(once.actions());
      assertThat(twice.bans()).isEqualTo(once.bans());
    }
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void inWhateverOrderReviewsComeTheSameStandsInTheEnd(@ForAll("seeds") long seed) {
    List<Step> actions =
        new StandingTrace(seed).steps.stream().filter(step -> step.action() != null).toList();
    DeviceRecord told = new DeviceRecord(List.of(), List.of());
    actions.forEach(step -> take(told, step));
    Set<String> known = told.actions().stream().map(KnownAction::id).collect(Collectors.toSet());
    long end = actions.isEmpty() ? 0 : actions.get(actions.size() - 1).atMillis();
    List<Step> reviews =
        new StandingTrace(seed)
            .steps.stream()
                .filter(step -> step.review() != null && known.contains(step.review().action()))
                .map(step -> new Step(null, step.review(), end))
                .collect(Collectors.toList());
    Map<String, String> inOrder = standsAfter(told, reviews, known);
    Random random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(reviews, random);
      assertThat(standsAfter(told, reviews, known)).as("%s", lines(reviews)).isEqualTo(inOrder);
    }
  }

  /** What became of each action, and whether a ban holds. */
  private Map<String, String> standsAfter(
      DeviceRecord before, List<Step> reviews, Set<String> known) {
    DeviceRecord record = new DeviceRecord(before.actions(), before.bans());
    reviews.forEach(step -> take(record, step));
    Map<String, String> stands = new TreeMap<>();
    for (KnownAction each : record.actions()) {
      if (known.contains(each.id())) {
        boolean counts = each.usedBy().isEmpty() || each.isOverturned();
        stands.put(each.id(), each.outcome() + (counts ? "" : " used"));
      }
    }
    record.bans().forEach(ban -> stands.put("in force: " + ban.id(), ""));
    return stands;
  }

  /** Promises about what never comes about would prove nothing. */
  @Example
  void theTracesBringEveryChangeOften() {
    Map<String, Integer> seen = new TreeMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      DeviceRecord record = new DeviceRecord(List.of(), List.of());
      for (Step step : new StandingTrace(seed).steps) {
        take(record, step).forEach(change -> seen.merge(named(change), 1, Integer::sum));
      }
    }
    assertThat(seen)
        .containsOnlyKeys(
            "banned by strikes",
            "banned by strikes, observed",
            "banned by reviewers",
            "superseded",
            "superseded with another",
            "unbanned by a review",
            "unbanned by time",
            "recorded APPLIED",
            "recorded UNCHANGED",
            "recorded PENDING",
            "recorded UNKNOWN");
    assertThat(seen.values()).as("%s", seen).allMatch(count -> count >= 50);
  }

  private static String named(Change change) {
    if (change instanceof Banned it) {
      String by = it.approvedBy().isEmpty() ? "strikes" : "reviewers";
      return "banned by " + by + (it.observed() ? ", observed" : "");
    }
    if (change instanceof Superseded it) {
      return it.because() == null ? "superseded" : "superseded with another";
    }
    if (change instanceof Unbanned it) {
      return it.lifted() == null ? "unbanned by time" : "unbanned by a review";
    }
    return "recorded " + ((Recorded) change).result();
  }

  @Example
  void strikesOfOneSessionTakenForThoseOfSeveralAreFound() {
    assertThat(foundWith(session(action -> "of its own " + action.action())))
        .contains("1: a ban needs strikes of two separate sessions", "one session is one strike");
  }

  @Example
  void strikesForWhatIsUncertainAreFound() {
    assertThat(foundWith(actions(action -> with(action, Verdict.EXPLICIT, action.terms()))))
        .contains("no strike for what is uncertain");
  }

  @Example
  void strikesThatDoNotDecayAreFound() {
    assertThat(
            foundWith(
                terms(
                    it ->
                        new StrikeTerms(
                            it.at(), it.withinMillis() * 9, it.banMillis(), it.observed()))))
        .contains("strikes decay, and count once");
  }

  @Example
  void aBanOnFewerStrikesIsFound() {
    assertThat(
            foundWith(
                terms(
                    it ->
                        new StrikeTerms(
                            it.at() - 1, it.withinMillis(), it.banMillis(), it.observed()))))
        .contains(
            "1: a ban needs strikes of two separate sessions",
            "a ban has as many strikes as the policy asks");
  }

  @Example
  void observedStrikesThatBanAreFound() {
    assertThat(
            foundWith(
                terms(it -> new StrikeTerms(it.at(), it.withinMillis(), it.banMillis(), false))))
        .contains("observed strikes only mark");
  }

  @Example
  void aRepeatedActionThatCountsAgainIsFound() {
    Set<Restriction> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    assertThat(foundWith(actions(it -> seen.add(it) ? it : named(it, it.action() + " again"))))
        .contains("a repeated action changes nothing");
  }

  @Example
  void onePersonWhoBansForEverIsFound() {
    int[] number = {0};
    assertThat(
            foundWith(
                reviews(it -> by("reviewer " + number[0]++, it.permanent(), it.outcome(), it))))
        .contains("a ban without end takes two different reviewers");
  }

  @Example
  void aReviewThatMovesWhatItIsNotAboutIsFound() {
    assertThat(foundIn(changes -> changes.stream().filter(c -> !isDependent(c)).toList()))
        .contains("what rests on the overturned action falls");
    assertThat(
            foundIn(
                changes -> {
                  List<Change> more = new ArrayList<>(changes);
                  changes.stream()
                      .filter(Superseded.class::isInstance)
                      .map(c -> other((Superseded) c))
                      .forEach(more::add);
                  return more;
                }))
        .contains("and only that");
  }

  @Example
  void aReviewThatLiftsNothingAndOneThatChangesTwiceAreFound() {
    assertThat(foundIn(changes -> changes.stream().filter(c -> !(c instanceof Unbanned)).toList()))
        .contains(
            "a device is let in when nothing keeps it out any more",
            "a ban ends when its time is over, and is said to once");
    assertThat(
            foundIn(
                changes -> {
                  List<Change> doubled = new ArrayList<>(changes);
                  doubled.addAll(changes);
                  return doubled;
                }))
        .contains("nothing is superseded twice");
  }

  private static boolean isDependent(Change change) {
    return change instanceof Superseded it && it.because() != null;
  }

  private static Change other(Superseded it) {
    Restriction action = named(it.action(), it.action().action() + " and another");
    return new Superseded(action, false, it.action().action(), it.review());
  }

  /** What the referee finds where the rules are shown other records than those that came. */
  private Set<String> foundWith(UnaryOperator<Step> bent) {
    return found(bent, changes -> changes);
  }

  /** What it finds where the changes are tampered with. */
  private Set<String> foundIn(UnaryOperator<List<Change>> tampered) {
    return found(step -> step, tampered);
  }

  private Set<String> found(UnaryOperator<Step> bent, UnaryOperator<List<Change>> tampered) {
    Set<String> found = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      StandingReferee referee = new StandingReferee();
      DeviceRecord record = new DeviceRecord(List.of(), List.of());
      for (Step step : new StandingTrace(seed).steps) {
        referee.check(step, tampered.apply(take(record, bent.apply(step))));
        if (!referee.broken().isEmpty()) {
          break; // what follows from a first mistake says nothing
        }
      }
      found.addAll(referee.broken());
    }
    return found;
  }

  private List<Change> take(DeviceRecord record, Step step) {
    List<Change> changes = new ArrayList<>(standing.expired(record, step.atMillis()));
    if (step.action() != null) {
      changes.addAll(standing.restricted(record, step.action()));
    } else if (step.review() != null) {
      changes.addAll(standing.reviewed(record, step.review()));
    }
    return changes;
  }

  private static boolean moves(Change change) {
    return !(change instanceof Recorded it)
        || !List.of("UNCHANGED", "UNKNOWN").contains(it.result().name());
  }

  private static UnaryOperator<Step> session(Function<Restriction, String> session) {
    return actions(action -> in(action, session.apply(action)));
  }

  private static UnaryOperator<Step> terms(UnaryOperator<StrikeTerms> change) {
    return actions(
        action ->
            with(
                action,
                action.verdict(),
                action.terms() == null ? null : change.apply(action.terms())));
  }

  private static UnaryOperator<Step> actions(UnaryOperator<Restriction> change) {
    return step ->
        step.action() == null ? step : new Step(change.apply(step.action()), null, step.atMillis());
  }

  private static UnaryOperator<Step> reviews(UnaryOperator<Review> change) {
    return step ->
        step.review() == null ? step : new Step(null, change.apply(step.review()), step.atMillis());
  }

  private static Restriction with(Restriction it, Verdict verdict, StrikeTerms terms) {
    return copy(it, it.action(), it.session(), verdict, terms);
  }

  private static Restriction named(Restriction it, String id) {
    return copy(it, id, it.session(), it.verdict(), it.terms());
  }

  private static Restriction in(Restriction it, String session) {
    return copy(it, it.action(), session, it.verdict(), it.terms());
  }

  private static Restriction copy(
      Restriction it, String id, String session, Verdict verdict, StrikeTerms terms) {
    return new Restriction(
        id,
        it.tenant(),
        session,
        it.call(),
        it.device(),
        it.effect(),
        it.ruleId(),
        verdict,
        it.reasons(),
        it.policyId(),
        it.policyVersion(),
        it.layers(),
        it.atMillis(),
        it.admitted(),
        it.expiresAtMillis(),
        terms);
  }

  private static Review by(String who, boolean permanent, Outcome outcome, Review it) {
    return new Review(
        it.action(),
        it.tenant(),
        it.session(),
        it.device(),
        outcome,
        who,
        it.atMillis(),
        it.note(),
        permanent,
        it.origin());
  }

  private static String lines(List<Step> steps) {
    return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
  }
}
