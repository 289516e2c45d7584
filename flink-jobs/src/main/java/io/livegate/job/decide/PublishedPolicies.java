package io.livegate.job.decide;

import io.livegate.frame.SessionKey;
import io.livegate.policy.evidence.Fingerprint;
import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the policies topic at one moment, and which of it decides whose sessions: for a
 * tenant its own policy, or its layer over the one for all; over it the layer of the region and
 * that of the experiment the session is drawn for, the tenant's own where it has one, else the one
 * for all tenants. Over a whole policy of a tenant lie layers of its own only.
 */
public final class PublishedPolicies {

  /**
   * A policy that was merged.
   *
   * @param leftOut keys of layers that do not fit what is below them
   * @param problems why, each with its place
   */
  public record Merged(LayeredPolicy policy, Set<String> leftOut, List<String> problems) {}

  private record Parsed(PolicyUpdate update, @Nullable PolicyFile file) {}

  /** Names of the layers that somebody has; of an experiment with its share. */
  private record Layers(Set<String> regions, NavigableMap<String, Double> experiments) {

    Layers() {
      this(new TreeSet<>(), new TreeMap<>());
    }

    void add(PolicyKey key, PolicyFile file) {
      String name = key.name();
      if (name != null && key.kind() == PolicyKey.Kind.REGION) {
        regions.add(name);
      } else if (name != null) {
        experiments.put(name, file.share());
      }
    }
  }

  private final PolicyFile shipped;
  private final Map<String, Parsed> files = new HashMap<>();
  private final Layers ofAll = new Layers();

  /** Of tenants that have a record. */
  private final Map<String, Layers> ofTenant = new HashMap<>();

  /**
   * @param records the newest usable record of every key
   * @param shipped decides where nothing was published
   */
  public PublishedPolicies(Iterable<PolicyUpdate> records, PolicyFile shipped) {
    this.shipped = shipped;
    for (PolicyUpdate update : records) {
      String text = update.text();
      if (text != null && PolicyKey.parse(update.key()).kind().decides()) {
        files.put(update.key(), new Parsed(update, parse(update, text)));
      }
    }
    nameLayers();
  }

  private PublishedPolicies(PublishedPolicies before, PolicyUpdate update) {
    this.shipped = before.shipped;
    files.putAll(before.files);
    String text = update.text();
    if (text == null) {
      files.remove(update.key());
    } else {
      files.put(update.key(), new Parsed(update, parse(update, text)));
    }
    nameLayers();
  }

  /** The same once this record is in force. */
  public PublishedPolicies with(PolicyUpdate update) {
    return new PublishedPolicies(this, update);
  }

  private void nameLayers() {
    files.forEach(
        (text, parsed) -> {
          PolicyKey key = PolicyKey.parse(text);
          String tenant = key.tenant();
          PolicyFile file = parsed.file();
          Layers layers =
              tenant == null ? ofAll : ofTenant.computeIfAbsent(tenant, t -> new Layers());
          if (file != null) {
            layers.add(key, file);
          }
        });
    ofTenant.forEach(
        (tenant, own) -> {
          if (!standsAlone(tenant)) {
            own.regions().addAll(ofAll.regions());
            ofAll.experiments().forEach(own.experiments()::putIfAbsent);
          }
        });
  }

  /** Whether the tenant has a whole policy of its own. */
  private boolean standsAlone(@Nullable String tenant) {
    PolicyFile own = tenant == null ? null : file(new PolicyKey(PolicyKey.Kind.POLICY, tenant));
    return own != null && own.layer() == null;
  }

  private Layers layers(@Nullable String tenant) {
    return tenant == null ? ofAll : ofTenant.getOrDefault(tenant, ofAll);
  }

  /** A release that knows other guard rails than the one that stored it may find fault with it. */
  private static @Nullable PolicyFile parse(PolicyUpdate update, String text) {
    try {
      return PolicyFile.parse(text, "'" + update.key() + "' (" + update.origin() + ")");
    } catch (PolicyException e) {
      return null;
    }
  }

  /**
   * Whom a session belongs to. Of several experiments it takes part in the first by name for which
   * it is drawn.
   */
  public Audience audience(SessionKey session, @Nullable String region) {
    String tenant = PolicyKey.ALL.equals(session.tenant()) ? null : session.tenant();
    Layers layers = layers(tenant);
    boolean known = region != null && layers.regions().contains(region);
    String drawn = null;
    for (Map.Entry<String, Double> one : layers.experiments().entrySet()) {
      if (drawn == null
          && Fingerprint.place(one.getKey() + "/" + session.asKey()) < one.getValue()) {
        drawn = one.getKey();
      }
    }
    return new Audience(tenant, known ? region : null, drawn);
  }

  /** The policy of these sessions; a layer that does not fit what is below it is left out. */
  public Merged merged(Audience audience) {
    String tenant = audience.tenant();
    PolicyFile all = file(new PolicyKey(PolicyKey.Kind.POLICY, null));
    PolicyFile own = tenant == null ? null : file(new PolicyKey(PolicyKey.Kind.POLICY, tenant));
    List<PolicyFile> layers = new ArrayList<>();
    if (!standsAlone(tenant)) {
      layers.add(all == null ? shipped : all);
    }
    add(layers, own);
    add(layers, layer(PolicyKey.Kind.REGION, tenant, audience.region()));
    add(layers, layer(PolicyKey.Kind.EXPERIMENT, tenant, audience.experiment()));
    return merge(layers);
  }

  private static void add(List<PolicyFile> layers, @Nullable PolicyFile layer) {
    if (layer != null) {
      layers.add(layer);
    }
  }

  private Merged merge(List<PolicyFile> layers) {
    LayeredPolicy merged = null;
    List<PolicyFile> good = new ArrayList<>();
    Set<String> leftOut = new LinkedHashSet<>();
    List<String> problems = new ArrayList<>();
    for (PolicyFile layer : layers) {
      good.add(layer);
      try {
        merged = LayeredPolicy.of(good);
      } catch (PolicyException e) {
        good.remove(layer);
        leftOut.add(keyOf(layer));
        e.problems()
            .forEach(p -> problems.add(p.source() + " line " + p.line() + ": " + p.message()));
      }
    }
    if (merged == null) {
      // it was checked when it was accepted, by itself
      throw new IllegalStateException("the policy below all layers cannot be used: " + problems);
    }
    return new Merged(merged, leftOut, problems);
  }

  /** The tenant's own, else the one for all. */
  private @Nullable PolicyFile layer(
      PolicyKey.Kind kind, @Nullable String tenant, @Nullable String name) {
    if (name == null) {
      return null;
    }
    PolicyFile own = tenant == null ? null : file(new PolicyKey(kind, tenant, name));
    return own != null || standsAlone(tenant) ? own : file(new PolicyKey(kind, null, name));
  }

  private @Nullable PolicyFile file(PolicyKey key) {
    Parsed parsed = files.get(key.text());
    return parsed == null ? null : parsed.file();
  }

  private String keyOf(PolicyFile file) {
    for (Parsed parsed : files.values()) {
      if (parsed.file() == file) {
        return parsed.update().key();
      }
    }
    return "";
  }

  /**
   * Why this cannot replace what was in force: whom the newest record concerns must have a policy
   * in which every layer fits, as they had before.
   *
   * @param update the newest record
   * @return every problem with its place; empty when it can
   */
  public List<String> problems(PublishedPolicies before, PolicyUpdate update) {
    PolicyKey key = PolicyKey.parse(update.key());
    Set<String> problems = new LinkedHashSet<>();
    for (Audience audience : concerned(key)) {
      Merged merged = merged(audience);
      if (!merged.leftOut().isEmpty()
          && (merged.leftOut().contains(update.key())
              || before.merged(audience).leftOut().isEmpty())) {
        problems.addAll(merged.problems());
      }
    }
    return List.copyOf(problems);
  }

  private Set<Audience> concerned(PolicyKey key) {
    Set<@Nullable String> tenants = new HashSet<>();
    tenants.add(key.tenant());
    if (key.tenant() == null) {
      tenants.addAll(ofTenant.keySet());
    }
    Set<Audience> concerned = new LinkedHashSet<>();
    for (String tenant : tenants) {
      Set<@Nullable String> named = new LinkedHashSet<>(layers(tenant).regions());
      named.add(null);
      Set<@Nullable String> drawn = new LinkedHashSet<>(layers(tenant).experiments().keySet());
      drawn.add(null);
      for (String region : named) {
        for (String experiment : drawn) {
          Audience audience = new Audience(tenant, region, experiment);
          if (audience.concerns(key) && !(key.tenant() == null && standsAlone(tenant))) {
            concerned.add(audience);
          }
        }
      }
    }
    return concerned;
  }

  /** Keys of records that this release cannot use, or that do not fit what is below them. */
  Set<String> unusable() {
    Set<String> unusable = new TreeSet<>();
    for (Parsed parsed : files.values()) {
      String key = parsed.update().key();
      if (parsed.file() == null) {
        unusable.add(key);
      } else if (parsed.file().layer() != null) {
        unusable.addAll(merged(Audience.of(PolicyKey.parse(key))).leftOut());
      }
    }
    return unusable;
  }
}
