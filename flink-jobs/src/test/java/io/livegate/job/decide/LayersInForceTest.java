package io.livegate.job.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.SessionKey;
import io.livegate.job.decide.DecideHarness.Shows;
import io.livegate.policy.read.PolicyFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersInForceTest {

  private static final String TENANT =
      """
      id: acme
      version: 7
      layer: {of: tenant}
      change: [{id: keep-out, mode: observe}]
      """;

  private static final String EU =
      """
      id: eu
      version: 3
      layer: {of: region}
      off: [keep-out]
      """;

  private static final String HALF =
      """
      id: half
      version: 1
      layer: {of: experiment, share: 0.5}
      mode: observe
      """;

  @Test
  void aTenantsLayerChangesWhatItNamesAndNothingElse() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("acme", TENANT);
      JsonNode applied = job.events().get(0).path("data");
      assertThat(applied.path("policy").path("id").asText()).isEqualTo("shipped");
      assertThat(applied.path("policy").path("layers").toString())
          .isEqualTo("[{\"of\":\"tenant\",\"id\":\"acme\",\"version\":7}]");

      job.frames("acme", "s", 5, 100, Shows.NOBODY);
      job.frames("other", "s", 5, 100, Shows.NOBODY);
      List<JsonNode> events = job.events();
      assertThat(events.get(0).path("data").path("mode").asText()).isEqualTo("observe");
      assertThat(events.get(0).path("data").path("policy").path("layers")).hasSize(1);
      assertThat(events.get(1).path("data").path("mode").asText()).isEqualTo("enforce");
      assertThat(events.get(1).path("data").path("policy").has("layers")).isFalse();
    }
  }

  @Test
  void theRegionThatRecordsNameChoosesALayer() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("/region/EU", EU);
      job.publish("/region/EU/acme", EU.replace("off:", "mode: observe #"));
      assertThat(job.events())
          .extracting(event -> event.path("data").path("region").asText())
          .containsExactly("EU", "EU");

      job.region = "US";
      job.frames("other", "us", 5, 100, Shows.NOBODY);
      assertThat(job.told()).containsExactly("session.refused enforce");
      job.region = "EU";
      job.frames("other", "eu", 5, 100, Shows.NOBODY);
      assertThat(job.told()).as("the rule is switched off there").isEmpty();
      job.frames("acme", "eu", 2, 100, Shows.NOBODY);
      job.region = null; // said once is enough
      job.frames("acme", "eu", 3, 100, Shows.NOBODY);
      assertThat(job.told()).as("its own goes before").containsExactly("session.refused observe");
    }
  }

  @Test
  void anExperimentTakesItsShareOfSessionsAndAlwaysTheSame() throws Exception {
    PublishedPolicies policies =
        new PublishedPolicies(
            List.of(
                DecideHarness.update("/experiment/half", 0, HALF),
                DecideHarness.update("/experiment/tenth/t", 1, HALF.replace("0.5", "0.1"))),
            PolicyFile.parse(DecideHarness.POLICY, "shipped"));
    int half = 0;
    int tenth = 0;
    for (int i = 0; i < 10_000; i++) {
      Audience audience = policies.audience(new SessionKey("t", "session-" + i), "EU");
      assertThat(audience.region()).as("nothing is known of it").isNull();
      half += "half".equals(audience.experiment()) ? 1 : 0;
      tenth += "tenth".equals(audience.experiment()) ? 1 : 0;
    }
    assertThat(half).isBetween(4800, 5200);
    assertThat(tenth).as("of those that the first left").isBetween(400, 600);
    assertThat(policies.audience(new SessionKey("u", "session-1"), null).experiment())
        .isNotEqualTo("tenth");

    try (DecideHarness job = new DecideHarness()) {
      job.publish("/experiment/half", HALF);
      job.told();
      List<String> first = refusals(job, "a");
      assertThat(first).contains("session.refused observe", "session.refused enforce");
      job.publish("/experiment/half", HALF.replace("version: 1", "version: 2"));
      job.told();
      assertThat(refusals(job, "a")).isEqualTo(first);
    }
  }

  /** Of twenty sessions, which end, so that they can come again. */
  private static List<String> refusals(DecideHarness job, String name) throws Exception {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      job.control("t", name + i, io.livegate.frame.RecordKind.STARTED);
      job.frames("t", name + i, 5, 100, Shows.NOBODY);
      job.control("t", name + i, io.livegate.frame.RecordKind.ENDED);
      told.add(job.told().get(0));
    }
    return told;
  }

  @Test
  void aLayerThatDoesNotFitIsRejectedWithEveryProblem() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("acme", TENANT.replace("keep-out", "keep-in") + "off: [nowhere]\n");
      job.publish("/region/EU", TENANT);
      job.publish("default", TENANT);
      List<JsonNode> events = job.events();
      assertThat(problems(events.get(0)))
          .satisfiesExactly(
              p -> assertThat(p).contains("'acme' (policies/0/0) line 4", "'keep-in'"),
              p -> assertThat(p).contains("line 5", "'nowhere'"));
      assertThat(problems(events.get(1))).singleElement().asString().contains("of: region");
      assertThat(problems(events.get(2))).singleElement().asString().contains("a whole policy");
    }
  }

  @Test
  void aChangeBelowThatALayerDoesNotFitIsRejectedAndAllStaysAsItWas() throws Exception {
    String without = DecideHarness.POLICY.replace("keep-out", "other-name");
    try (DecideHarness job = new DecideHarness()) {
      job.publish("acme", TENANT);
      job.publish("acme", TENANT.replace("version: 7", "version: 8"));
      job.publish("default", without.replace("version: 1", "version: 2"));
      JsonNode rejected = job.events().get(2);
      assertThat(rejected.path("type").asText()).isEqualTo("io.livegate.policy.rejected");
      assertThat(problems(rejected))
          .singleElement()
          .asString()
          .contains("'acme' (policies/0/1) line 4", "no rule 'keep-out'");
      assertThat(rejected.path("data").path("inForce").path("version").asInt()).isEqualTo(1);
      job.frames("acme", "s", 5, 100, Shows.NOBODY);
      job.frames("other", "s", 5, 100, Shows.NOBODY);
      assertThat(job.events())
          .allMatch(e -> e.path("data").path("policy").path("version").asInt() == 1);

      job.publish("acme", null);
      job.publish("default", without.replace("version: 1", "version: 3"));
      assertThat(job.told()).containsExactly("policy.applied enforce", "policy.applied enforce");
    }
  }

  @Test
  void aGoodChangeBelowReachesEveryTenantThatBuildsOnIt() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("acme", TENANT);
      job.publish("alone", DecideHarness.POLICY.replace("id: shipped", "id: alone"));
      job.publish("/region/EU", EU.replace("keep-out", "gone"));
      job.publish("default", DecideHarness.POLICY.replace("version: 1", "version: 9"));
      assertThat(job.told()).hasSize(4).doesNotContain("policy.rejected");
      job.region = "EU";
      for (String tenant : List.of("acme", "alone", "other")) {
        job.frames(tenant, "s", 5, 100, Shows.NOBODY);
      }
      assertThat(job.events())
          .extracting(e -> e.path("data").path("policy"))
          .extracting(
              p -> p.path("id").asText() + p.path("version").asInt() + p.path("layers").size())
          .containsExactly("shipped92", "alone10", "shipped91");
    }
  }

  @Test
  void aJobThatBeginsLeavesOutALayerThatDoesNotFitAnyMore() throws Exception {
    List<PolicyUpdate> published =
        List.of(
            DecideHarness.update("acme", 0, TENANT.replace("keep-out", "gone-since")),
            DecideHarness.update("/region/EU", 1, EU));
    try (DecideHarness job = new DecideHarness(0, () -> published)) {
      job.frames("acme", "s", 5, 100, Shows.NOBODY);
      assertThat(job.told()).containsExactly("session.refused enforce");
      job.publish("default", DecideHarness.POLICY.replace("version: 1", "version: 2"));
      assertThat(job.told()).as("nobody is worse off").containsExactly("policy.applied enforce");
    }
    PublishedPolicies policies =
        new PublishedPolicies(published, PolicyFile.parse(DecideHarness.POLICY, "shipped"));
    assertThat(policies.unusable()).containsExactly("acme");
  }

  private static List<String> problems(JsonNode event) {
    List<String> problems = new ArrayList<>();
    event.path("data").path("problems").forEach(problem -> problems.add(problem.asText()));
    return problems;
  }
}
