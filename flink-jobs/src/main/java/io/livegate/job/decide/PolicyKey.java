package io.livegate.job.decide;

import io.livegate.policy.LayerKind;
import io.livegate.policy.read.PolicyFile;
import io.livegate.signal.Lane;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a record of {@code livegate.policies} is about. Tenants have no slash in their names, so
 * keys that begin with one are Livegate's own.
 *
 * @param kind what it sets
 * @param tenant whose; null for all tenants
 * @param name of the region or experiment, or the lane's id; null for all else
 */
public record PolicyKey(Kind kind, @Nullable String tenant, @Nullable String name) {

  /** What a record sets. */
  public enum Kind {
    /**
     * A policy: {@code default} (or an empty key) for all tenants; under a tenant's name a whole
     * one or a layer.
     */
    POLICY(""),
    /** A layer: {@code /region/NAME} or {@code /region/NAME/TENANT}. */
    REGION("/region"),
    /** A layer: {@code /experiment/NAME} or {@code /experiment/NAME/TENANT}. */
    EXPERIMENT("/experiment"),
    /** The kill switch: {@code /observe} or {@code /observe/TENANT}. */
    OBSERVE("/observe"),
    /** The breaker: {@code /breaker} or {@code /breaker/TENANT}. */
    BREAKER("/breaker"),
    /** How closely is looked: {@code /settings} or {@code /settings/TENANT}. */
    SETTINGS("/settings"),
    /** Which models answer for a lane: {@code /models/LANE}, of all tenants. */
    MODELS("/models"),
    /** Until when people review: {@code /reviewers} or {@code /reviewers/TENANT}. */
    REVIEWERS("/reviewers");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /** How keys of this kind begin; empty for policies. */
    String prefix() {
      return prefix;
    }

    /** Whether such a record is a policy or part of one. */
    boolean decides() {
      return this == POLICY || isLayer();
    }

    private boolean isLayer() {
      return this == REGION || this == EXPERIMENT;
    }
  }

  /** The record key of the policy for all tenants; a tenant of this name has none of its own. */
  public static final String ALL = "default";

  private static final String TENANT = "[A-Za-z0-9._-]{1,64}";
  private static final Pattern NAMED =
      Pattern.compile("(/region|/experiment)/([A-Za-z0-9_-]{1,32})(?:/(" + TENANT + "))?");

  /** Lanes whose models can be exchanged while the job runs. */
  public static final List<Lane> LANES = List.of(Lane.LIVENESS, Lane.DEEPFAKE, Lane.CONTENT);

  /** Of a lane's models. */
  public static PolicyKey ofModels(Lane lane) {
    return new PolicyKey(Kind.MODELS, null, lane.id());
  }

  /** Whether a record of this key says which models answer, or tries to. */
  public static boolean isAboutModels(String text) {
    return text.startsWith(Kind.MODELS.prefix);
  }

  /** Of a kind without names. */
  public PolicyKey(Kind kind, @Nullable String tenant) {
    this(kind, tenant, null);
  }

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
    Matcher named = NAMED.matcher(text);
    if (named.matches() && !ALL.equals(named.group(3))) {
      Kind kind = named.group(1).equals(Kind.REGION.prefix) ? Kind.REGION : Kind.EXPERIMENT;
      return new PolicyKey(kind, named.group(3), named.group(2));
    }
    for (Lane lane : LANES) {
      if (text.equals(ofModels(lane).text())) {
        return ofModels(lane);
      }
    }
    for (Kind kind : List.of(Kind.OBSERVE, Kind.BREAKER, Kind.SETTINGS, Kind.REVIEWERS)) {
      if (text.equals(kind.prefix)) {
        return new PolicyKey(kind, null);
      }
      String start = kind.prefix + "/";
      if (text.startsWith(start) && text.substring(start.length()).matches(TENANT)) {
        return new PolicyKey(kind, text.substring(start.length()));
      }
    }
    throw new IllegalArgumentException(
        "the record key must be 'default' (all tenants), the name of a tenant, or one of '/region/NAME',"
            + " '/experiment/NAME' (1 to 32 letters, digits, - and _), '/observe', '/breaker',"
            + " '/settings' and '/reviewers', of one tenant with '/TENANT' behind it, or '/models/LANE' (liveness, deepfake,"
            + " content; the face lane's model changes with a restart), not '"
            + text
            + "'");
  }

  /**
   * @throws IllegalArgumentException if such a file cannot stand under this key
   */
  public void check(PolicyFile file) {
    LayerKind layer = file.layer();
    LayerKind wanted =
        switch (kind) {
          case REGION -> LayerKind.REGION;
          case EXPERIMENT -> LayerKind.EXPERIMENT;
          default -> tenant == null ? null : LayerKind.TENANT;
        };
    boolean whole = layer == null && kind == Kind.POLICY;
    if (layer != wanted && !whole) {
      throw new IllegalArgumentException(
          (layer == null ? "a whole policy" : "a layer of: " + layer.id())
              + " cannot stand under the key '"
              + text()
              + "'; there belongs "
              + (wanted == null ? "a whole policy" : "a layer of: " + wanted.id()));
    }
  }

  /**
   * The lane it is about.
   *
   * @throws IllegalStateException if it is not about models
   */
  public Lane lane() {
    for (Lane lane : LANES) {
      if (lane.id().equals(name) && kind == Kind.MODELS) {
        return lane;
      }
    }
    throw new IllegalStateException("the key '" + text() + "' is not about models");
  }

  /** The record key: {@link #parse} gives the same back. */
  public String text() {
    if (kind == Kind.POLICY) {
      return tenant == null ? ALL : tenant;
    }
    String start = name == null ? kind.prefix : kind.prefix + "/" + name;
    return tenant == null ? start : start + "/" + tenant;
  }
}
