package io.livegate.job.reasons;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.config.StatementSettings;
import io.livegate.job.config.StatementSettings.Language;
import io.livegate.policy.decide.Automation;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.standing.Restriction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes the statement of reasons of an enforced, restrictive action: sentences for the person, and
 * under {@code dsa} the fields of the EU's Transparency Database under their own names. The same
 * action gives the same statement.
 */
public final class StatementOfReasons {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_FACTS = 5_000;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  private final StatementSettings settings;
  private final Map<Language, StatementTexts> textsOf = new EnumMap<>(Language.class);

  public StatementOfReasons(StatementSettings settings) {
    this.settings = settings;
    for (Language language : Language.values()) {
      textsOf.put(language, new StatementTexts(language));
    }
  }

  /**
   * Of a decision about a session.
   *
   * @param tenant whose words it is put into
   * @param action id of its event
   * @param live whether its times are epoch milliseconds
   */
  public ObjectNode of(String tenant, String action, Decision decision, boolean live) {
    return write(tenant, Grounds.of(action, decision, live));
  }

  /**
   * Of a ban that follows from several sessions, or from reviewers.
   *
   * @param strikes how many it rests on; 0 for reviewers
   */
  public ObjectNode of(Restriction ban, Automation automation, int strikes) {
    return write(ban.tenant(), Grounds.of(ban, automation, strikes));
  }

  private ObjectNode write(String tenant, Grounds grounds) {
    StatementSettings words = settings.of(tenant);
    StatementTexts texts = requireNonNull(textsOf.get(words.language()));
    ObjectNode statement = JSON.createObjectNode();
    statement.put("language", words.language().id());
    statement.put("decision", texts.decision(grounds));
    statement.put("scope", texts.scope(grounds));
    statement.put("duration", texts.duration(grounds));
    statement.put("facts", texts.facts(grounds));
    statement.put("ground", texts.ground(grounds));
    statement.put("automation", texts.automation(grounds));
    if (words.redress() != null) {
      statement.put("redress", words.redress());
    }
    statement.set("dsa", dsa(grounds, texts));
    return statement;
  }

  private static ObjectNode dsa(Grounds grounds, StatementTexts texts) {
    ObjectNode dsa = JSON.createObjectNode();
    decision(dsa, grounds, texts);
    dsa.put("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT");
    dsa.put("incompatible_content_ground", texts.ground(grounds));
    dsa.put("incompatible_content_explanation", texts.category(grounds));
    dsa.put("incompatible_content_illegal", "No");
    ReasonCategory category = grounds.category();
    dsa.put("category", category.dsaCategory());
    dsa.putArray("category_specification").add(category.dsaKeyword());
    if (category.dsaKeyword().equals("KEYWORD_OTHER")) {
      dsa.put("category_specification_other", category.id());
    }
    dsa.putArray("content_type")
        .add(
            category == ReasonCategory.SYNTHETIC_MEDIA
                ? "CONTENT_TYPE_SYNTHETIC_MEDIA"
                : "CONTENT_TYPE_VIDEO");
    if (grounds.live()) {
      String day = day(grounds.atMillis());
      dsa.put("content_date", day);
      dsa.put("application_date", day);
    }
    String facts = texts.facts(grounds);
    dsa.put("decision_facts", facts.substring(0, Math.min(LONGEST_FACTS, facts.length())));
    dsa.put("source_type", "SOURCE_VOLUNTARY");
    boolean byPeople = grounds.automation() == Automation.NOT_AUTOMATED;
    dsa.put("automated_detection", byPeople ? "No" : "Yes");
    dsa.put("automated_decision", "AUTOMATED_DECISION_" + grounds.automation().name());
    dsa.put("puid", grounds.action());
    return dsa;
  }

  /** The database asks for at least one of four kinds of restriction. */
  private static void decision(ObjectNode dsa, Grounds grounds, StatementTexts texts) {
    Long until = grounds.live() ? grounds.expiresAtMillis() : null;
    switch (grounds.effect()) {
      case WARN, BLUR -> {
        dsa.putArray("decision_visibility").add("DECISION_VISIBILITY_OTHER");
        dsa.put("decision_visibility_other", texts.other(grounds));
      }
      case DISCONNECT ->
          dsa.putArray("decision_visibility").add("DECISION_VISIBILITY_CONTENT_REMOVED");
      case REFUSE -> {
        dsa.put("decision_provision", "DECISION_PROVISION_PARTIAL_SUSPENSION");
        if (until != null) {
          dsa.put("end_date_service_restriction", day(until));
        }
      }
      case BAN -> {
        boolean ends = grounds.expiresAtMillis() != null;
        dsa.put("decision_account", "DECISION_ACCOUNT_" + (ends ? "SUSPENDED" : "TERMINATED"));
        if (until != null) {
          dsa.put("end_date_account_restriction", day(until));
        }
      }
      case ADMIT, COACH, CHALLENGE, REVIEW ->
          throw new IllegalArgumentException(grounds.effect() + " takes nothing from anybody");
    }
  }

  private static String day(long epochMillis) {
    return DAY.format(Instant.ofEpochMilli(epochMillis));
  }
}
