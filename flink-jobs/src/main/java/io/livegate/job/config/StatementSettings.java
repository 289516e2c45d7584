package io.livegate.job.config;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code policy.statements}.
 *
 * @param language of the texts
 * @param redress how a person can object, in that language: an address, a link, a form; null if the
 *     platform says that itself
 * @param tenants those who have words of their own; empty in an entry of it
 */
public record StatementSettings(
    Language language, @Nullable String redress, Map<String, StatementSettings> tenants)
    implements Serializable {

  /** English, and nothing said about where to object. */
  public static final StatementSettings DEFAULT = new StatementSettings(Language.EN, null);

  /** The languages there are texts in. */
  public enum Language {
    EN,
    DE;

    public Locale locale() {
      return this == EN ? Locale.ROOT : Locale.forLanguageTag(id());
    }

    /** {@code en}, as in BCP 47. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public StatementSettings {
    tenants = Map.copyOf(tenants);
  }

  /** The same for all tenants. */
  public StatementSettings(Language language, @Nullable String redress) {
    this(language, redress, Map.of());
  }

  public static StatementSettings read(ConfigSection s) {
    StatementSettings all = words(s, DEFAULT);
    Map<String, StatementSettings> own = new HashMap<>();
    for (ConfigSection entry : s.sections("tenants")) {
      String tenant = entry.text("tenant", "");
      if (!tenant.matches("[A-Za-z0-9._-]{1,64}")) {
        entry.problem(
            entry.path()
                + ".tenant: '"
                + tenant
                + "' is no tenant; name it as its frames do: 1 to 64 of A-Z a-z 0-9 . _ -");
      }
      if (own.put(tenant, words(entry, all)) != null) {
        entry.problem(entry.path() + ".tenant: '" + tenant + "' is named twice; keep one");
      }
      entry.finish();
    }
    s.finish();
    return new StatementSettings(all.language(), all.redress(), own);
  }

  private static StatementSettings words(ConfigSection s, StatementSettings otherwise) {
    String redress = s.optionalText("redress");
    return new StatementSettings(
        s.choice("language", Language.class, otherwise.language()),
        redress == null ? otherwise.redress() : redress);
  }

  /** Those of one tenant. */
  public StatementSettings of(String tenant) {
    return tenants.getOrDefault(tenant, this);
  }
}
