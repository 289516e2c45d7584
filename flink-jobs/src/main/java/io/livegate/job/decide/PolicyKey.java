package io.livegate.job.decide;

import org.jspecify.annotations.Nullable;

/**
 * What a record of {@code livegate.policies} is about. Tenants have no slash in their names, so
 * keys that begin with one are Livegate's own.
 *
 * @param kind what it sets
 * @param tenant whose; null for all tenants
 */
public record PolicyKey(Kind kind, @Nullable String tenant) {

  /** What a record sets. */
  public enum Kind {
    /** A policy: {@code default} (or an empty key) for all tenants, or the tenant's name. */
    POLICY(""),
    /** The kill switch: {@code /observe} or {@code /observe/TENANT}. */
    OBSERVE("/observe"),
    /** The breaker: {@code /breaker} or {@code /breaker/TENANT}. */
    BREAKER("/breaker"),
    /** How closely is looked: {@code /settings} or {@code /settings/TENANT}. */
    SETTINGS("/settings");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /** How keys of this kind begin; empty for policies. */
    String prefix() {
      return prefix;
    }
  }

  /** The record key of the policy for all tenants; a tenant of this name has none of its own. */
  public static final String ALL = "default";

  private static final String TENANT = "[A-Za-z0-9._-]{1,64}";

  /**
   * @throws IllegalArgumentException if there is no such key, naming those there are
   */
  public static PolicyKey parse(String text) {
    if (text.isEmpty() || text.equals(ALL)) {
      return new PolicyKey(Kind.POLICY, null);
    }
    if (text.matches(TENANT)) {
      return new PolicyKey(Kind.POLICY, text);
    }
    for (Kind kind : new Kind[] {Kind.OBSERVE, Kind.BREAKER, Kind.SETTINGS}) {
      if (text.equals(kind.prefix)) {
        return new PolicyKey(kind, null);
      }
      String start = kind.prefix + "/";
      if (text.startsWith(start) && text.substring(start.length()).matches(TENANT)) {
        return new PolicyKey(kind, text.substring(start.length()));
      }
    }
    throw new IllegalArgumentException(
        "the record key must be 'default' (all tenants), the name of a tenant, '/observe',"
            + " '/observe/TENANT', '/breaker', '/breaker/TENANT', '/settings' or"
            + " '/settings/TENANT', not '"
            + text
            + "'");
  }

  /** The record key: {@link #parse} gives the same back. */
  public String text() {
    if (kind == Kind.POLICY) {
      return tenant == null ? ALL : tenant;
    }
    return tenant == null ? kind.prefix : kind.prefix + "/" + tenant;
  }
}
