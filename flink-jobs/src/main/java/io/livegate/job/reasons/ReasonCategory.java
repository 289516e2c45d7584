package io.livegate.job.reasons;

import io.livegate.signal.Verdict;
import java.util.Locale;

/**
 * What kind of reason an action has, for statistics and for the DSA Transparency Database. Public:
 * categories are added, never renamed. The last five have no lane yet: their names are taken.
 */
public enum ReasonCategory {
  NONE("OTHER_VIOLATION_TC", "OTHER"),
  PRESENTATION_ATTACK("SCAMS_AND_FRAUD", "INAUTHENTIC_ACCOUNTS"),
  SYNTHETIC_MEDIA("SCAMS_AND_FRAUD", "IMPERSONATION_ACCOUNT_HIJACKING"),
  EXPLICIT_CONTENT("OTHER_VIOLATION_TC", "ADULT_SEXUAL_MATERIAL"),
  NO_VISIBLE_PERSON("OTHER_VIOLATION_TC", "OTHER"),
  INSUFFICIENT_EVIDENCE("OTHER_VIOLATION_TC", "OTHER"),
  MINOR_SAFETY("PROTECTION_OF_MINORS", "OTHER"),
  VIOLENCE("VIOLENCE", "OTHER"),
  SELF_HARM("SELF_HARM", "OTHER"),
  HARASSMENT("CYBER_VIOLENCE", "CYBER_HARASSMENT"),
  SPAM("SCAMS_AND_FRAUD", "OTHER");

  private final String category;
  private final String keyword;

  ReasonCategory(String category, String keyword) {
    this.category = category;
    this.keyword = keyword;
  }

  /** The kind of reason that a verdict is. */
  public static ReasonCategory of(Verdict verdict) {
    return switch (verdict) {
      case LIVE -> NONE;
      case STATIC, PRINT, REPLAY, MASK, INJECTION_SUSPECT -> PRESENTATION_ATTACK;
      case SYNTHETIC_SUSPECT -> SYNTHETIC_MEDIA;
      case EXPLICIT -> EXPLICIT_CONTENT;
      case NO_FACE, NOT_HUMAN, OCCLUDED -> NO_VISIBLE_PERSON;
      case UNSURE -> INSUFFICIENT_EVIDENCE;
    };
  }

  /** The name in events: {@code explicit-content}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code category} of the Transparency Database. */
  String dsaCategory() {
    return "STATEMENT_CATEGORY_" + category;
  }

  /** One of {@code category_specification}. */
  String dsaKeyword() {
    return "KEYWORD_" + keyword;
  }
}
