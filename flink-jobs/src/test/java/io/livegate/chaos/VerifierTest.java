package io.livegate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.chaos.Verifier.Verdict;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.io.EventContext;
import io.livegate.job.io.EventWriter;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two covered sessions and one that moves, as the job would decide them; then something is wrong.
 */
class VerifierTest {

  private static final long START = 1_000_000;
  private static final SessionKey COVERED = new SessionKey("drill", "covered");
  private static final SessionKey OTHER = new SessionKey("drill", "other");
  private static final SessionKey MOVING = new SessionKey("drill", "moving");
  private static final Set<SessionKey> VIOLATORS = Set.of(COVERED, OTHER);

  private final Decider job = new Decider(DrillConfig.parsedPolicy());
  private final Verifier verifier = new Verifier(DrillConfig.parsedPolicy());
  private final List<JsonNode> events = new ArrayList<>();

  VerifierTest() {
    session(COVERED, 1, 20);
    session(OTHER, 1, 20);
    session(MOVING, 0, 20);
  }

  @Test
  void finds_nothing_where_events_follow_from_signals() {
    Verdict verdict = verdict(events);

    assertNothingFound(verdict);
    assertThat(verdict.expected()).isEqualTo(3);
    assertThat(verdict.actions()).isEqualTo(3);
  }

  @Test
  void finds_an_action_that_was_lost_and_the_violator_that_got_none() {
    Verdict verdict = verdict(events.subList(1, 3));

    assertThat(verdict.lost()).extracting(Verifier.Action::key).containsExactly(COVERED);
    assertThat(verdict.withoutAction()).containsExactly(COVERED);
  }

  @Test
  void finds_an_admission_that_was_lost() {
    Verdict verdict = verdict(events.subList(0, 2));

    assertThat(verdict.lost()).extracting(Verifier.Action::key).containsExactly(MOVING);
    assertThat(verdict.withoutAction()).isEmpty();
  }

  @Test
  void finds_an_action_that_came_twice() {
    List<JsonNode> twice = new ArrayList<>(events);
    twice.add(events.get(1));

    Verdict verdict = verdict(twice);

    assertThat(verdict.duplicated()).containsExactly(events.get(1).path("id").asText());
    assertThat(verdict.actions()).isEqualTo(3);
  }

  @Test
  void finds_an_action_without_the_signals_it_should_follow_from() {
    SessionKey unheard = new SessionKey("drill", "unheard");
    List<Signals> unknown = records(unheard, 1, 20);
    events.addAll(decide(unheard, unknown));

    Verdict verdict = verdict(events);

    assertThat(verdict.unexplained()).extracting(Verifier.Action::key).containsExactly(unheard);
  }

  @Test
  void finds_an_action_decided_on_other_frames_than_the_committed_ones() {
    SessionKey later = new SessionKey("drill", "later");
    List<Signals> records = records(later, 1, 20);
    records.subList(5, 20).forEach(verifier::signal);
    events.addAll(decide(later, records));

    Verdict verdict = verdict(events);

    assertThat(verdict.changed()).extracting(Verifier.Action::key).containsExactly(later);
  }

  @Test
  void finds_a_violator_about_whom_nothing_is_known() {
    Set<SessionKey> violators = new HashSet<>(VIOLATORS);
    SessionKey unjudged = new SessionKey("drill", "unjudged");
    violators.add(unjudged);
    events.forEach(verifier::event);

    assertThat(verifier.compare(violators).withoutAction()).containsExactly(unjudged);
  }

  @Test
  void lets_the_clock_strike_in_a_gap_where_the_job_says_that_it_did() {
    SessionKey slow = new SessionKey("drill", "slow");
    SessionEvidence evidence = new SessionEvidence();
    List<Decision> decisions = slowly(slow, evidence, START + 40_000, true);
    assertThat(decisions).extracting(Decision::ruleId).containsExactly("gate.coach");
    events.addAll(written(slow, decisions));

    Verdict verdict = verdict(events);

    assertNothingFound(verdict);
    assertThat(verdict.expected()).isEqualTo(4);
  }

  @Test
  void asks_for_no_strike_in_a_gap_where_the_job_may_have_been_away() {
    SessionKey slow = new SessionKey("drill", "slow");
    assertThat(slowly(slow, new SessionEvidence(), START + 40_000, false)).isEmpty();

    assertNothingFound(verdict(events));
  }

  @Test
  void misses_a_strike_of_the_clock_that_frames_prove() {
    SessionKey slow = new SessionKey("drill", "slow");
    assertThat(slowly(slow, new SessionEvidence(), START + 32_000, true)).hasSize(1);

    assertThat(verdict(events).lost()).extracting(Verifier.Action::key).containsExactly(slow);
  }

  /** Frames too rare to decide on, and one more after the gate's clock was due to strike. */
  private List<Decision> slowly(
      SessionKey key, SessionEvidence evidence, long lastMillis, boolean timer) {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Signals each = frame(key, 1, i, START + 4_000L * i);
      verifier.signal(each);
      decisions.addAll(job.observe(evidence, each));
    }
    if (timer) {
      decisions.addAll(job.advance(evidence, job.nextDeadlineMillis(evidence)));
    }
    Signals last = frame(key, 1, 8, lastMillis);
    verifier.signal(last);
    decisions.addAll(job.observe(evidence, last));
    return decisions;
  }

  private static void assertNothingFound(Verdict verdict) {
    assertThat(verdict.lost()).isEmpty();
    assertThat(verdict.duplicated()).isEmpty();
    assertThat(verdict.unexplained()).isEmpty();
    assertThat(verdict.changed()).isEmpty();
    assertThat(verdict.withoutAction()).isEmpty();
  }

  private Verdict verdict(List<JsonNode> committed) {
    committed.forEach(verifier::event);
    return verifier.compare(VIOLATORS);
  }

  private void session(SessionKey key, double uniform, int frames) {
    List<Signals> records = records(key, uniform, frames);
    records.forEach(verifier::signal);
    events.addAll(decide(key, records));
  }

  private List<JsonNode> decide(SessionKey key, List<Signals> records) {
    SessionEvidence evidence = new SessionEvidence();
    List<Decision> decisions = new ArrayList<>();
    records.forEach(each -> decisions.addAll(job.observe(evidence, each)));
    return written(key, decisions);
  }

  private static List<JsonNode> written(SessionKey key, List<Decision> decisions) {
    EventContext context = new EventContext(key, null, null, List.of(), START);
    return decisions.stream()
        .map(each -> Follower.parse(new EventWriter().action(each, context)))
        .toList();
  }

  private static List<Signals> records(SessionKey key, double uniform, int frames) {
    List<Signals> records = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      records.add(frame(key, uniform, i, START + 100L * i));
    }
    return records;
  }

  private static Signals frame(SessionKey key, double uniform, long seq, long atMillis) {
    return Signals.of(
        FrameHeader.of(key, RecordKind.FRAME, seq, atMillis, "image/jpeg"),
        atMillis,
        Quality.NONE,
        List.of(
            LaneSignal.ok(
                Lane.LIVENESS, Map.of("uniform", uniform, "frozen", 0.0), List.of(), List.of())),
        List.of(),
        FrameCounts.ZERO);
  }
}
