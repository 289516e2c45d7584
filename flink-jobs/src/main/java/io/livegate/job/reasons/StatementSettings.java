package io.livegate.job.reasons;

import io.livegate.job.ConfigSection;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code policy.statements}.
 *
 * @param language of the texts
 * @param redress how a person can object, in that language: an address, a link, a form; null if the
 *     platform says that itself
 */
public record StatementSettings(Language language, @Nullable String redress)
    implements Serializable {

  /** English, and nothing said about where to object. */
  public static final StatementSettings DEFAULT = new StatementSettings(Language.EN, null);

  /** The languages there are texts in. */
  public enum Language {
    EN,
    DE;

    Locale locale() {
      return this == EN ? Locale.ROOT : Locale.forLanguageTag(id());
    }

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static StatementSettings read(ConfigSection s) {
    StatementSettings settings =
        new StatementSettings(
            s.choice("language", Language.class, Language.EN), s.optionalText("redress"));
    s.finish();
    return settings;
  }
}
