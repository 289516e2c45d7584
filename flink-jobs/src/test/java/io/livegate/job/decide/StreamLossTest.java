package io.livegate.job.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.RecordKind;
import io.livegate.job.decide.DecideHarness.Shows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that stop, and a job that stops. */
class StreamLossTest {

  private static final long HOUR = 3_600_000;

  @Test
  void aStreamThatStopsIsReportedOnceAndSoIsItsReturn() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.frames("t", "s", 5, 100, Shows.PERSON);
      job.frames("t", "other", 9, 1000, Shows.PERSON);
      assertThat(job.told()).doesNotContain("stream.lost");
      job.frames("t", "other", 30, 1000, Shows.PERSON);
      List<JsonNode> events = job.events();
      assertThat(events).hasSize(1);
      JsonNode lost = events.get(0).path("data");
      assertThat(events.get(0).path("type").asText()).isEqualTo("io.livegate.stream.lost");
      assertThat(lost.path("session").asText()).isEqualTo("s");
      assertThat(lost.path("silence").asInt()).isEqualTo(1);
      assertThat(lost.path("silentMillis").asLong()).isBetween(10_000L, 12_000L);

      job.frames("t", "s", 1, 100, Shows.PERSON);
      JsonNode back = job.events().get(0).path("data");
      assertThat(back.path("silence").asInt()).isEqualTo(1);
      assertThat(back.path("silentMillis").asLong()).isBetween(39_000L, 40_000L);
      job.frames("t", "other", 15, 1000, Shows.PERSON);
      assertThat(job.events().get(0).path("data").path("silence").asInt()).isEqualTo(2);
    }
  }

  @Test
  void anErasureAfterTheEndOpensNoSession() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.control("t", "s", RecordKind.ENDED);
      assertThat(job.written()).isNotEmpty();
      job.control("t", "s", RecordKind.ERASED);
      assertThat(job.written()).isEmpty();
    }
  }

  @Test
  void aSessionThatEndedOrWasRefusedIsNotLost() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.frames("t", "ended", 5, 100, Shows.PERSON);
      job.control("t", "ended", RecordKind.ENDED);
      job.frames("t", "refused", 5, 100, Shows.NOBODY);
      job.told();
      job.frames("t", "other", 40, 1000, Shows.PERSON);
      assertThat(job.told()).contains("session.admitted enforce").doesNotContain("stream.lost");
    }
  }

  @Test
  void whatComesAfterTheEndOpensNothingEvenAfterARestart() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.frames("t", "s", 30, 100, Shows.NOBODY);
      job.control("t", "s", RecordKind.ENDED);
      assertThat(job.told()).contains("session.refused enforce", "session.ended");
      job.restartAfter(2000);
      job.frames("t", "s", 30, 100, Shows.NOBODY);
      assertThat(job.told()).as("a second refusal would have the id of the first").isEmpty();

      job.control("t", "s", RecordKind.STARTED);
      job.frames("t", "s", 30, 100, Shows.PERSON);
      assertThat(job.told()).contains("session.admitted enforce");
    }
  }

  @Test
  void whenNobodyIsHeardOfItMayBeUsAndIsSaidLater() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.frames("t", "s", 5, 100, Shows.PERSON);
      job.told();
      for (int i = 0; i < 28; i++) {
        job.pass(1000);
      }
      assertThat(job.told()).isEmpty();
      job.frames("t", "other", 8, 1000, Shows.PERSON);
      assertThat(job.told())
          .as("heard again: the time before does not count")
          .doesNotContain("stream.lost");
      job.frames("t", "other", 8, 1000, Shows.PERSON);
      assertThat(job.told()).containsExactly("stream.lost");
    }
    try (DecideHarness lonely = new DecideHarness()) {
      lonely.frames("t", "s", 5, 100, Shows.PERSON);
      for (int i = 0; i < 40; i++) {
        lonely.pass(1000);
      }
      assertThat(lonely.told()).containsExactly("session.admitted enforce", "stream.lost");
    }
  }

  @Test
  void afterALongOutageOfOursNobodyIsPunishedNorLost() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.control("t", "began", RecordKind.STARTED);
      job.frames("t", "gate", 2, 100, Shows.NOBODY);
      job.frames("t", "in", 5, 100, Shows.PERSON);
      job.frames("t", "in", 2, 1000, Shows.NOBODY);
      job.told();
      job.restartAfter(HOUR / 2);
      job.pass(1000);
      job.control("t", "gate", RecordKind.REPORTED);
      job.pass(1500);
      assertThat(job.told()).as("timers of long ago").isEmpty();

      job.frames("t", "in", 2, 1000, Shows.NOBODY);
      job.frames("t", "gate", 4, 100, Shows.NOBODY);
      assertThat(butCoaching(job)).as("absence counts from the first frame on").isEmpty();
      job.frames("t", "in", 1, 100, Shows.NOBODY);
      job.frames("t", "gate", 1, 100, Shows.NOBODY);
      assertThat(butCoaching(job))
          .containsExactly("session.disconnected enforce", "session.refused enforce");
    }
  }

  @Test
  void framesThatWaitedWhileTheTaskStoodStillAreReadBeforeTheGateCloses() throws Exception {
    for (long stall : List.of(1_700L, 2_500L, 9_000L)) {
      try (DecideHarness job = new DecideHarness()) {
        job.control("t", "s", RecordKind.STARTED);
        job.frames("t", "s", 50, 100, Shows.UNJUDGED_PERSON);
        assertThat(job.told()).containsExactly("session.coached enforce");
        job.stall(stall, "t", "s", 9, 100, Shows.PERSON);
        assertThat(job.told()).as("%d ms", stall).containsExactly("session.admitted enforce");
      }
    }
  }

  @Test
  void aSessionWithoutFramesMeetsItsDeadlinesSoonAlsoWhereTheTaskStandsStillAgainAndAgain()
      throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.control("t", "s", RecordKind.STARTED);
      job.frames("t", "s", 20, 100, Shows.UNJUDGED_PERSON);
      for (int i = 0; i < 5; i++) {
        job.pass(1_500);
      }
      assertThat(job.told()).containsExactly("session.coached enforce", "session.refused enforce");
    }
  }

  private static List<String> butCoaching(DecideHarness job) {
    return job.told().stream().filter(event -> !event.startsWith("session.coached")).toList();
  }

  @Test
  void aReportAfterAnOutageOfSecondsBringsNoTimeOut() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.frames("t", "gate", 2, 100, Shows.PERSON);
      job.restartAfter(6_500);
      job.control("t", "gate", RecordKind.REPORTED);
      job.pass(4_000);
      assertThat(job.told()).isEmpty();
      job.frames("t", "gate", 5, 100, Shows.PERSON);
      assertThat(job.told()).containsExactly("session.admitted enforce");
    }
  }

  @Test
  void aSessionThatDoesNotComeBackAfterAnOutageIsLostOnceItsTimeHasPassed() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.frames("t", "s", 5, 100, Shows.PERSON);
      job.told();
      job.restartAfter(HOUR / 2);
      job.frames("t", "other", 8, 1000, Shows.PERSON);
      assertThat(job.told()).doesNotContain("stream.lost");
      job.frames("t", "other", 15, 1000, Shows.PERSON);
      assertThat(job.told()).containsExactly("stream.lost");
    }
  }
}
