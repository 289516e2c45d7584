package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class EventViewTest {

  @Test
  void says_in_half_a_line_what_the_rule_saw() throws JsonProcessingException {
    EventView view = EventView.of(SessionTraceTest.admitted());

    assertThat(view.type()).isEqualTo("admitted");
    assertThat(view.atMillis()).isEqualTo(1200);
    assertThat(view.brief()).isEqualTo("live-person: face.present at least 1 in 11 of 14");
    assertThat(view.statement()).isEqualTo("The session was admitted (LIVE).");
    assertThat(view.observed()).isFalse();
  }

  @Test
  void falls_back_on_reasons_in_words() throws JsonProcessingException {
    EventView view =
        EventView.of(
            new ObjectMapper()
                .readTree(
                    "{\"type\":\"io.livegate.session.refused\",\"data\":{\"mode\":\"observe\","
                        + "\"reasons\":[\"FACE_TOO_SMALL\",\"DARK\"],\"ruleId\":\"gate.timeout\"}}"));

    assertThat(view.brief()).isEqualTo("gate.timeout: face too small, dark");
    assertThat(view.observed()).isTrue();
  }
}
