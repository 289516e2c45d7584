package io.livegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordedEventsTest {

  private static final long NOW = 1_720_000_000_000L; // a Wednesday of 2024-W27
  private static final String TIME = "2024-07-03T09:46:40Z";

  @Test
  void aBanIsOverWithItsTimeOrWhenItWasTakenBackInWhateverOrderTheEventsCome() throws IOException {
    List<JsonNode> events =
        List.of(
            banned("a", "holds", NOW + 1000, "enforce"),
            banned("b", "expired", NOW - 1, "enforce"),
            banned("c", "lifted", NOW + 1000, "enforce"),
            event("device.unbanned", "u", "'device':'lifted','ban':'c'"),
            banned("d", "superseded", NOW + 1000, "enforce"),
            event("action.superseded", "v", "'supersedes':{'id':'d'}"),
            banned("e", "observed", NOW + 1000, "observe"),
            banned("f", "for ever", -1, "enforce"));
    for (int seed = 0; seed < 50; seed++) {
      List<JsonNode> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, new Random(seed));
      BanList bans = new BanList();
      shuffled.forEach(bans::take);

      assertThat(bans.at(NOW))
          .extracting(BanList.Entry::device)
          .containsExactly("for ever", "holds");
    }
  }

  @Test
  void aWeekCountsItsEnforcedActionsAndWhatWasOverturnedOnce() throws IOException {
    WeekReport report = new WeekReport("2024-W27");
    for (int i = 0; i < 3; i++) {
      report.take(action("x" + i, "disconnect", "enforce", TIME));
    }
    report.take(action("y", "disconnect", "observe", TIME));
    report.take(event("session.challenge.closed", "c", "'effect':'challenge','mode':'enforce'"));
    report.take(event("session.ended", "e1", "'outcome':'review','admitted':true,'session':'s1'"));
    report.take(event("session.ended", "e2", "'outcome':'review','admitted':false,'session':'s2'"));
    report.take(action("t", "disconnect", "enforce", "yesterday"));
    report.take(action("z", "disconnect", "enforce", "2024-07-09T00:00:00Z"));
    report.take(action("z", "disconnect", "enforce", "+1000000000-12-31T23:59:59Z"));
    report.take(review("x0", "upheld", "applied"));
    report.take(review("x0", "overturned", "applied"));
    report.take(review("x0", "overturned", "unchanged"));
    report.take(review("x1", "upheld", "applied"));
    report.take(review("gone", "overturned", "unknown"));
    report.take(
        event("policy.switched", "p", "'mode':'observe','by':'operator','reason':'too many'"));

    report.take(
        new ObjectMapper()
            .readTree(
                "{\"type\":\"io.livegate.review.rejected\",\"time\":\""
                    + TIME
                    + "\",\"data\":{}}"));

    assertThat(report.json().path("tenants")).hasSize(1);
    JsonNode tenant = report.json().path("tenants").get(0);
    assertThat(tenant.path("actions").toString())
        .isEqualTo(
            "[{\"effect\":\"disconnect\",\"reasonCategory\":\"explicit-content\",\"count\":3}]");
    assertThat(tenant.path("reviewed").asInt()).isEqualTo(2);
    assertThat(tenant.path("overturnedShare").asDouble()).isEqualTo(0.5);
    assertThat(tenant.path("passedSample").toString()).isEqualTo("[\"s1\"]");
    assertThat(report.json().path("changes").get(0).path("by").asText()).isEqualTo("operator");
    assertThat(report.text())
        .contains("overturned 1 (50.0 %)", "mode observe  by operator  reason too many");
  }

  @Test
  void aWeekWithoutEventsSaysSo() throws IOException {
    WeekReport report = new WeekReport("2024-W26");
    report.take(action("x", "disconnect", "enforce", TIME));

    assertThat(report.text()).contains("2024-W26", "No event is of this week");
  }

  @Test
  void theSampleOfPassedSessionsIsTheSameForEverybody() throws IOException {
    List<String> sessions = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      sessions.add("session " + i);
    }
    JsonNode one = sample(sessions);
    Collections.reverse(sessions);

    assertThat(one).hasSize(WeekReport.SAMPLED).isEqualTo(sample(sessions));
  }

  private static JsonNode sample(List<String> sessions) throws IOException {
    WeekReport report = new WeekReport("2024-W27");
    for (String session : sessions) {
      report.take(event("session.ended", "e", "'outcome':'admitted','session':'" + session + "'"));
    }
    return report.json().path("tenants").get(0).path("passedSample");
  }

  private static JsonNode action(String id, String effect, String mode, String time)
      throws IOException {
    return event(
        "session.disconnected",
        id,
        "'effect':'" + effect + "','mode':'" + mode + "','reasonCategory':'explicit-content'",
        time);
  }

  private static JsonNode review(String action, String outcome, String result) throws IOException {
    String data = "'action':'%s','outcome':'%s','result':'%s'".formatted(action, outcome, result);
    return event("review.recorded", "r", data);
  }

  private static JsonNode banned(String id, String device, long until, String mode)
      throws IOException {
    String ends = until < 0 ? "" : ",'expiresAtMillis':" + until;
    return event(
        "device.banned",
        id,
        "'effect':'ban','device':'" + device + "','mode':'" + mode + "'" + ends);
  }

  private static JsonNode event(String type, String id, String data) throws IOException {
    return event(type, id, data, TIME);
  }

  private static JsonNode event(String type, String id, String data, String time)
      throws IOException {
    String json =
        "{'id':'%s','type':'io.livegate.%s','time':'%s','data':{'tenant':'t',%s}}"
            .formatted(id, type, time, data);
    return new ObjectMapper().readTree(json.replace('\'', '"'));
  }
}
