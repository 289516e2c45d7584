package io.livegate.job.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.RecordKind;
import io.livegate.job.decide.DecideHarness.Shows;
import io.livegate.job.io.OutputRecord;
import io.livegate.policy.read.PolicyParser;
import io.livegate.replay.Clock;
import io.livegate.replay.Replay;
import io.livegate.replay.ReplayJson;
import io.livegate.replay.Replayed;
import io.livegate.signal.SignalsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a running job wrote, decided again under the same policy, comes out the same. */
class ReplayOfAJobTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theSignalsOfAJobGiveItsOwnActionsAgain() throws Exception {
    Random random = new Random(11);
    int actions = 0;
    for (int session = 0; session < 150; session++) {
      try (DecideHarness job = new DecideHarness()) {
        live(job, random);
        List<OutputRecord> written = job.written();
        List<String> done = actionsOf(written);
        assertThat(replayed(written)).as("session %d", session).isEqualTo(done);
        actions += done.size();
      }
    }
    assertThat(actions).isGreaterThan(200);
  }

  /** Frames that show this and that, silences short and long, reports, an end. */
  private static void live(DecideHarness job, Random random) throws Exception {
    int stretches = 1 + random.nextInt(6);
    for (int i = 0; i < stretches; i++) {
      Shows shows = Shows.values()[random.nextInt(Shows.values().length)];
      job.frames("t", "s", random.nextInt(12), 100 + random.nextInt(800), shows);
      if (random.nextInt(3) == 0) {
        job.silence(random.nextInt(9_000));
      }
      if (random.nextInt(4) == 0) {
        job.control("t", "s", RecordKind.REPORTED);
      }
    }
    job.control("t", "s", RecordKind.ENDED);
  }

  private static List<String> actionsOf(List<OutputRecord> written) throws Exception {
    List<String> actions = new ArrayList<>();
    for (OutputRecord record : written) {
      if (record.target() == OutputRecord.Target.EVENTS) {
        JsonNode data = JSON.readTree(record.value()).path("data");
        if (data.has("effect")) {
          actions.add(gist(data));
        }
      }
    }
    return actions;
  }

  private static List<String> replayed(List<OutputRecord> written) throws Exception {
    List<Replayed> sessions = new ArrayList<>();
    Replay replay =
        new Replay(
            Clock.BROKER, PolicyParser.parse(DecideHarness.POLICY, "test"), null, sessions::add);
    SignalsReader reader = new SignalsReader();
    for (OutputRecord record : written) {
      if (record.target() == OutputRecord.Target.SIGNALS) {
        replay.take(reader.read(record.value()));
      }
    }
    replay.end();
    List<String> actions = new ArrayList<>();
    for (Replayed session : sessions) {
      ReplayJson.session(session).path("actions").forEach(action -> actions.add(gist(action)));
    }
    return actions;
  }

  private static String gist(JsonNode action) {
    return action.path("effect")
        + " "
        + action.path("ruleId")
        + " "
        + action.path("atMillis")
        + " "
        + action.path("reasons")
        + action.path("evidence");
  }
}
