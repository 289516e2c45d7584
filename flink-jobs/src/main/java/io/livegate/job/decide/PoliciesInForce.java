package io.livegate.job.decide;

import io.livegate.job.probe.Probe;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.PolicyException;
import io.livegate.policy.PolicyParser;
import io.livegate.policy.decide.Decider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which policy decides whose sessions, and whether it may enforce. The tenant's own policy goes
 * before the one for all tenants, and that before the one shipped with the job. For the mode the
 * mildest word counts: it enforces only if nobody, not the configuration, the policy, a switch nor
 * a breaker, says observe.
 */
final class PoliciesInForce {

  private static final Logger LOG = LoggerFactory.getLogger(PoliciesInForce.class);
  private static final int MAX_TENANTS = 10_000;

  private final BroadcastState<String, PolicyUpdate> records;
  private final Policy shipped;
  private final Mode configured;
  private final Decider probe = new Decider(Probe.policy());
  private final Map<String, Decider> ofTenant = new HashMap<>();
  private final Map<String, @Nullable Policy> parsed = new HashMap<>();
  private final Map<Policy, Decider> deciders = new HashMap<>();

  // Read by the threads of the metrics.
  private volatile int observing;
  private volatile int breakers;
  private volatile int unusable;

  /**
   * @param records the newest usable record of every key, a tombstone included
   * @param shipped YAML, checked already
   * @param configured {@link Mode#OBSERVE} where the configuration lets nothing be enforced
   */
  PoliciesInForce(BroadcastState<String, PolicyUpdate> records, String shipped, Mode configured) {
    this.records = records;
    this.configured = configured;
    Policy policy = parse(shipped, "shipped with the job");
    if (policy == null) {
      throw new IllegalArgumentException("the shipped policy was checked and does not parse");
    }
    this.shipped = policy;
    recount();
  }

  /** The decider of a tenant's sessions; null for a tenant without a policy of its own. */
  Decider decider(@Nullable String tenant) throws Exception {
    String name = tenant == null ? "" : tenant;
    if (Probe.is(name)) {
      return probe;
    }
    Decider known = ofTenant.get(name);
    if (known == null) {
      if (ofTenant.size() >= MAX_TENANTS) {
        ofTenant.clear();
      }
      Policy policy = policy(tenant);
      Policy wanted = isObserved(tenant) ? policy.observed() : policy;
      known = deciders.computeIfAbsent(wanted, Decider::new);
      ofTenant.put(name, known);
    }
    return known;
  }

  /**
   * Takes a usable record in.
   *
   * @return false if a later one of the same key is in force already
   */
  boolean apply(PolicyUpdate update) throws Exception {
    PolicyUpdate before = records.get(update.key());
    if (before != null && before.offset() > update.offset()) {
      return false;
    }
    records.put(update.key(), update);
    ofTenant.clear();
    parsed.clear();
    deciders.clear();
    recount();
    return true;
  }

  /** What stands under a key, null for nothing. */
  @Nullable String text(PolicyKey key) throws Exception {
    PolicyUpdate record = records.get(key.text());
    return record == null ? null : record.text();
  }

  /** How many switches and breakers hold somebody back from enforcing. */
  int switchedToObserve() {
    return observing;
  }

  /** How many of them are breakers. */
  int breakersOpen() {
    return breakers;
  }

  /** How many policies that were good under an earlier release cannot be used by this one. */
  int unusable() {
    return unusable;
  }

  private void recount() {
    int switches = 0;
    int tripped = 0;
    int bad = 0;
    try {
      for (Map.Entry<String, PolicyUpdate> entry : records.immutableEntries()) {
        PolicyKey key = PolicyKey.parse(entry.getKey());
        if (key.kind() == PolicyKey.Kind.SETTINGS) {
          continue;
        }
        if (key.kind() != PolicyKey.Kind.POLICY) {
          boolean observes = observes(key);
          switches += observes ? 1 : 0;
          tripped += observes && key.kind() == PolicyKey.Kind.BREAKER ? 1 : 0;
        } else if (entry.getValue().text() != null) {
          bad += read(key) == null ? 1 : 0;
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("the policies in force cannot be read", e);
    }
    observing = switches;
    breakers = tripped;
    unusable = bad;
  }

  private Policy policy(@Nullable String tenant) throws Exception {
    List<PolicyKey> layers = new ArrayList<>();
    if (tenant != null && !tenant.equals(PolicyKey.ALL)) {
      layers.add(new PolicyKey(PolicyKey.Kind.POLICY, tenant));
    }
    layers.add(new PolicyKey(PolicyKey.Kind.POLICY, null));
    for (PolicyKey layer : layers) {
      Policy policy = read(layer);
      if (policy != null) {
        return policy;
      }
    }
    return shipped;
  }

  private @Nullable Policy read(PolicyKey key) throws Exception {
    PolicyUpdate record = records.get(key.text());
    String text = record == null ? null : record.text();
    if (record == null || text == null) {
      return null;
    }
    if (!parsed.containsKey(key.text())) {
      parsed.put(key.text(), parse(text, record.origin()));
    }
    return parsed.get(key.text());
  }

  /** A release that knows other guard rails than the one that stored it may find fault with it. */
  private static @Nullable Policy parse(String text, String origin) {
    try {
      return PolicyParser.parse(text, origin);
    } catch (PolicyException e) {
      LOG.error("a policy accepted before is not any more and stays out of force: {}", origin, e);
      return null;
    }
  }

  private boolean isObserved(@Nullable String tenant) throws Exception {
    boolean observed = configured == Mode.OBSERVE;
    for (PolicyKey.Kind kind : List.of(PolicyKey.Kind.OBSERVE, PolicyKey.Kind.BREAKER)) {
      observed |= observes(new PolicyKey(kind, null));
      observed |= tenant != null && observes(new PolicyKey(kind, tenant));
    }
    return observed;
  }

  private boolean observes(PolicyKey key) throws Exception {
    PolicyUpdate record = records.get(key.text());
    String text = record == null ? null : record.text();
    return text != null && ModeSwitch.ofChecked(key, text).mode() == Mode.OBSERVE;
  }
}
