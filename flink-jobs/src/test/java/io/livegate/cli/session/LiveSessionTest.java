package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import org.junit.jupiter.api.Test;

class LiveSessionTest {

  private final LiveSession session = new LiveSession(new SessionKey("t", "x.mp4"), "a person");

  @Test
  void waits_stands_at_the_gate_is_decided_and_ends() throws JsonProcessingException {
    assertThat(session.view().state()).isEqualTo("starting");

    session.signals(SessionTraceTest.signals(RecordKind.FRAME, 200));
    assertThat(session.view().state()).isEqualTo("gate");
    assertThat(session.view().scores()).containsEntry("face.present", 1.0);
    assertThat(session.isDecided()).isFalse();

    session.event(SessionTraceTest.admitted());
    assertThat(session.view().state()).isEqualTo("admitted");
    assertThat(session.view().decidedAfterMillis()).isEqualTo(1000);
    assertThat(session.isDecided()).isTrue();
    assertThat(session.cutOff()).isFalse();
    assertThat(session.view().over()).isFalse();

    session.event(SessionTraceTest.ended());
    assertThat(session.view().over()).isTrue();
    assertThat(session.over().getCount()).isZero();
  }

  @Test
  void is_cut_off_when_refused_but_not_when_only_observed() throws JsonProcessingException {
    session.event(refused("observe"));
    assertThat(session.cutOff()).isFalse();
    assertThat(session.view().state()).isEqualTo("starting");

    session.event(refused("enforce"));
    assertThat(session.cutOff()).isTrue();
  }

  @Test
  void is_not_decided_by_a_task() throws JsonProcessingException {
    session.event(event("session.challenged", "enforce"));
    assertThat(session.view().state()).isEqualTo("challenged");
    assertThat(session.view().decidedAfterMillis()).isNull();
    assertThat(session.isDecided()).isFalse();

    session.event(event("session.challenge.closed", "enforce"));
    assertThat(session.view().state()).isEqualTo("starting");
    assertThat(session.isDecided()).isFalse();

    session.event(event("session.admitted", "enforce"));
    assertThat(session.view().state()).isEqualTo("admitted");
    assertThat(session.isDecided()).isTrue();
  }

  @Test
  void keeps_what_befell_it_while_a_task_was_open() throws JsonProcessingException {
    session.event(event("session.challenged", "enforce"));
    session.event(event("session.blurred", "enforce"));
    session.event(event("session.challenge.closed", "enforce"));

    assertThat(session.view().state()).isEqualTo("blurred");
  }

  @Test
  void says_why_there_is_nothing_to_watch() {
    session.fail("no such camera");

    assertThat(session.view().problem()).isEqualTo("no such camera");
    assertThat(session.isDecided()).isTrue();
    assertThat(session.view().over()).isTrue();
  }

  private static JsonNode refused(String mode) throws JsonProcessingException {
    return event("session.refused", mode);
  }

  private static JsonNode event(String type, String mode) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree("{\"type\":\"io.livegate." + type + "\",\"data\":{\"mode\":\"" + mode + "\"}}");
  }
}
