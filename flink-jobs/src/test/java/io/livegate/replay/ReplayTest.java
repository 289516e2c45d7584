package io.livegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.policy.Policy;
import io.livegate.policy.evidence.Outcome;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final Policy PATIENT = Recording.policy(1, 12);
  private static final Policy HASTY = Recording.policy(2, 6);

  private final Recording recording =
      new Recording()
          .session("a", "comes late", 0, "........xxxxxx")
          .session("a", "there", 0, "xxxxxxxx")
          .session("b", "nobody", 0, "....................")
          .session("b", "hangs on a frame", 0, "......");

  @Test
  void whoIsGainedAndWhoIsLostIsToldByActionTenantAndReason() {
    ReplaySummary summary = new ReplaySummary();
    List<Replayed> sessions = replay(Clock.MEDIA, HASTY, PATIENT, recording.records());
    sessions.forEach(summary::add);

    assertThat(sessions)
        .extracting(s -> s.session() + " " + s.before().summary().outcome().id())
        .containsExactly(
            "comes late admitted",
            "there admitted",
            "nobody refused",
            "hangs on a frame undecided");
    assertThat(sessions)
        .extracting(s -> s.now().summary().outcome())
        .containsExactly(Outcome.REFUSED, Outcome.ADMITTED, Outcome.REFUSED, Outcome.REFUSED);
    JsonNode line =
        ReplayJson.summary(summary, recording.records().size(), HASTY, PATIENT).path("summary");
    assertThat(line.path("actions").path("refuse").toString())
        .isEqualTo(
            "{\"before\":1,\"now\":3,\"gained\":2,\"lost\":0,\"earlier\":1,\"later\":0,"
                + "\"medianBeforeMillis\":1100,\"medianNowMillis\":500}");
    assertThat(line.path("actions").path("admit").path("lost").asInt()).isEqualTo(1);
    assertThat(line.path("tenants").path("a").path("refuse").path("gained").asInt()).isEqualTo(1);
    assertThat(line.path("tenants").path("b").path("refuse").path("gained").asInt()).isEqualTo(1);
    assertThat(line.path("reasons").path("NO_FACE").path("gained").asInt()).isEqualTo(2);
    assertThat(line.path("changed").path("sessions").toString())
        .isEqualTo("[\"comes late\",\"hangs on a frame\"]");
  }

  @Test
  void aSessionThatOneFrameMoreWouldHaveDecidedOtherwiseIsBorderline() {
    assertThat(replay(Clock.MEDIA, HASTY, null, recording.records()))
        .filteredOn(Replayed::borderline)
        .extracting(Replayed::session)
        .containsExactly("hangs on a frame");
  }

  @Test
  void whatTheOlderPolicyCutShortOnALivePlatformIsNotTakenForAnAnswer() {
    List<Signals> cut = new Recording().session("a", "cut", 5_000_000, ".......").records();

    assertThat(replay(Clock.BROKER, PATIENT, HASTY, cut))
        .allSatisfy(one -> assertThat(one.censored()).isTrue());
    assertThat(replay(Clock.MEDIA, PATIENT, HASTY, cut))
        .as("a medium is judged to its end")
        .allSatisfy(one -> assertThat(one.censored()).isFalse());
    assertThat(replay(Clock.BROKER, HASTY, HASTY, cut))
        .as("put out by both")
        .allSatisfy(one -> assertThat(one.censored()).isFalse());
  }

  @Test
  void sessionsThatAreMixedOrNeverEndAreEachDecidedOnTheirOwn() {
    List<Signals> one = new Recording().session("a", "s", 0, "xxxxxxxx").records();
    List<Signals> other = new Recording().session("b", "s", 0, "........").records();
    List<Signals> mixed = new ArrayList<>();
    for (int i = 0; i < one.size() - 1; i++) {
      mixed.add(one.get(i));
      mixed.add(other.get(i));
    }

    assertThat(replay(Clock.MEDIA, HASTY, null, mixed))
        .extracting(s -> s.tenant() + " " + s.now().summary().outcome())
        .containsExactly("a ADMITTED", "b REFUSED");
  }

  private static List<Replayed> replay(
      Clock clock, Policy now, Policy before, List<Signals> records) {
    List<Replayed> done = new ArrayList<>();
    Replay replay = new Replay(clock, now, before, done::add);
    records.forEach(replay::take);
    replay.end();
    return done;
  }
}
