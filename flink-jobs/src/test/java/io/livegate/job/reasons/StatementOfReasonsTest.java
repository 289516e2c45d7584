package io.livegate.job.reasons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.config.StatementSettings;
import io.livegate.job.config.StatementSettings.Language;
import io.livegate.policy.Condition.Comparison;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.Automation;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.Fired;
import io.livegate.policy.standing.Restriction;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatementOfReasonsTest {

  private static final long AT = 1_720_000_000_000L; // 2024-07-03T09:46:40Z
  private static final String ID = "10e60845ede4d56f84f8c3e71d130a8d";

  @Test
  void everyRestrictiveEffectAndVerdictHasAStatementInEveryLanguageThatFitsTheSchema() {
    for (Language language : Language.values()) {
      for (Effect effect : Effect.values()) {
        for (Verdict verdict : effect.isRestrictive() ? Verdict.values() : new Verdict[0]) {
          for (Long until : new Long[] {null, AT + 60_000}) {
            for (boolean live : new boolean[] {true, false}) {
              check(write(language, effect, verdict, until, live));
            }
          }
        }
      }
    }
  }

  @Test
  void theSentencesSayWhatWasMeasuredByWhichRuleAndUntilWhen() {
    ObjectNode statement =
        write(Language.EN, Effect.DISCONNECT, Verdict.EXPLICIT, AT + 60_000, true);

    assertThat(statement.path("facts").asText())
        .isEqualTo(
            "Explicit content was seen. Measured on the pictures of the session: content.explicit"
                + " was at least 0.85 in 5 of 7 pictures within 4 seconds.");
    assertThat(statement.path("ground").asText())
        .isEqualTo("Rule 'explicit' of the policy 'mine', version 1234");
    assertThat(statement.path("duration").asText())
        .isEqualTo("You may come back from 2024-07-03 09:47 UTC.");
    assertThat(statement.path("redress").asText()).isEqualTo("https://example.org/object");
  }

  @Test
  void whoIsRefusedForOurMissingModelIsNotToldTheirOwnScoresAsTheReason() {
    Decision decision = decision(Effect.REFUSE, Verdict.UNSURE, null, ReasonCode.MODEL_UNAVAILABLE);
    ObjectNode statement =
        new StatementOfReasons(StatementSettings.DEFAULT).of("t", ID, decision, true);

    check(statement);
    assertThat(statement.path("facts").asText())
        .contains("not available", "Nothing was found against you")
        .doesNotContain("content.explicit");
  }

  @Test
  void germanIsGerman() {
    ObjectNode statement = write(Language.DE, Effect.BAN, Verdict.EXPLICIT, AT + 60_000, true);

    assertThat(statement.path("decision").asText())
        .isEqualTo("Ihr Gerät darf vorerst nicht wiederkommen.");
    assertThat(statement.path("facts").asText()).startsWith("Es war sexuell expliziter Inhalt");
  }

  @Test
  void bothLanguagesHaveTheSameTexts() {
    assertThat(keys(Language.DE)).isEqualTo(keys(Language.EN)).hasSizeGreaterThan(40);
  }

  private static java.util.Set<String> keys(Language language) {
    return ResourceBundle.getBundle("io.livegate.reasons.texts", language.locale()).keySet();
  }

  @Test
  void theDatabaseIsToldWhichKindOfRestrictionAndHowAutomated() {
    JsonNode ban =
        write(Language.EN, Effect.BAN, Verdict.REPLAY, AT + 86_400_000, true).path("dsa");

    assertThat(ban.path("decision_account").asText()).isEqualTo("DECISION_ACCOUNT_SUSPENDED");
    assertThat(ban.path("end_date_account_restriction").asText()).isEqualTo("2024-07-04");
    assertThat(ban.path("application_date").asText()).isEqualTo("2024-07-03");
    assertThat(ban.path("category").asText()).isEqualTo("STATEMENT_CATEGORY_SCAMS_AND_FRAUD");
    assertThat(ban.path("automated_decision").asText()).isEqualTo("AUTOMATED_DECISION_FULLY");
    assertThat(ban.path("puid").asText()).isEqualTo(ID);
  }

  @Test
  void aBanByReviewersIsNotAutomatedAndHasNoEnd() {
    Restriction ban =
        new Restriction(
            ID,
            "t",
            "s",
            null,
            "d",
            Effect.BAN,
            "reviewers",
            Verdict.EXPLICIT,
            List.of(ReasonCode.EXPLICIT),
            "mine",
            1,
            List.of(),
            AT,
            true,
            null,
            null);
    ObjectNode statement =
        new StatementOfReasons(StatementSettings.DEFAULT).of(ban, Automation.NOT_AUTOMATED, 0);

    check(statement);
    assertThat(statement.path("automation").asText()).isEqualTo("People decided this.");
    assertThat(statement.path("dsa").path("decision_account").asText())
        .isEqualTo("DECISION_ACCOUNT_TERMINATED");
    assertThat(statement.path("dsa").path("automated_decision").asText())
        .isEqualTo("AUTOMATED_DECISION_NOT_AUTOMATED");
  }

  @Test
  void eachTenantsPeopleAreToldInItsWords() {
    StatementSettings settings =
        PipelineConfigParser.parse(
                """
                policy:
                  statements:
                    redress: https://example.org/object
                    tenants:
                      - {tenant: acme, language: de, redress: "einspruch@acme.example"}
                      - {tenant: beta, language: de}
                """,
                "test")
            .policy()
            .statements();
    StatementOfReasons reasons = new StatementOfReasons(settings);

    assertThat(told(reasons, "acme"))
        .isEqualTo("de Ihre Sitzung wurde beendet. einspruch@acme.example");
    assertThat(told(reasons, "beta"))
        .isEqualTo("de Ihre Sitzung wurde beendet. https://example.org/object");
    assertThat(told(reasons, "other"))
        .isEqualTo("en Your session was ended. https://example.org/object");
  }

  private static String told(StatementOfReasons reasons, String tenant) {
    ObjectNode statement = reasons.of(tenant, ID, decision(Effect.DISCONNECT), true);
    check(statement);
    return statement.path("language").asText()
        + " "
        + statement.path("decision").asText()
        + " "
        + statement.path("redress").asText();
  }

  @Test
  void wrongWordsOfATenantAreNamedAtStart() {
    assertThatThrownBy(
            () ->
                PipelineConfigParser.parse(
                    """
                    policy:
                      statements:
                        tenants: [{tenant: a b, language: fr}, {tenant: c}, {tenant: c, redres: x}]
                    """,
                    "test"))
        .hasMessageContainingAll(
            "policy.statements.tenants[0].tenant: 'a b' is no tenant",
            "policy.statements.tenants[0].language: \"fr\" is not one of en, de",
            "policy.statements.tenants[2].tenant: 'c' is named twice",
            "policy.statements.tenants[2].redres: unknown key; did you mean 'redress'?");
  }

  private static ObjectNode write(
      Language language, Effect effect, Verdict verdict, @Nullable Long until, boolean live) {
    StatementSettings settings = new StatementSettings(language, "https://example.org/object");
    Decision decision = decision(effect, verdict, until);
    return new StatementOfReasons(settings).of("t", ID, decision, live);
  }

  private static Decision decision(Effect effect) {
    return decision(effect, Verdict.EXPLICIT, null);
  }

  private static Decision decision(Effect effect, Verdict verdict, @Nullable Long until) {
    return decision(effect, verdict, until, ReasonCode.EXPLICIT);
  }

  private static Decision decision(
      Effect effect, Verdict verdict, @Nullable Long until, ReasonCode reason) {
    return new Decision(
        effect,
        "explicit",
        Mode.ENFORCE,
        verdict,
        AT,
        0,
        true,
        List.of(reason),
        List.of(
            new Fired(
                "content.explicit", Comparison.AT_LEAST, 0.85, 0.9, 5, 7, 5, 7, AT - 4_000, AT)),
        List.of(),
        "mine",
        1234,
        until,
        Automation.FULLY);
  }

  private static void check(ObjectNode statement) {
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                    SchemaLocation.of(
                        "classpath:io/livegate/events/statement-of-reasons.schema.json"))
                .validate(statement))
        .as("%s", statement)
        .isEmpty();
  }
}
