package io.livegate.job.decide;

import io.livegate.frame.SessionKey;
import io.livegate.job.probe.Probe;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which policy decides whose sessions, and whether it may enforce. Which one is up to {@link
 * PublishedPolicies}. For the mode the mildest word counts: it enforces only if nobody, not the
 * configuration, the policy, a switch nor a breaker, says observe.
 */
final class PoliciesInForce {

  private static final Logger LOG = LoggerFactory.getLogger(PoliciesInForce.class);

  /** Of tenants, with their regions and experiments. */
  private static final int MAX_AUDIENCES = 10_000;

  /** The key of the offset up to which the stream of policies is behind. */
  static final String END = "end";

  private final BroadcastState<String, PolicyUpdate> records;
  private final BroadcastState<String, Long> ahead;
  private final Mode configured;
  private final Decider probe = new Decider(Probe.policy());
  private final Map<Audience, Decider> ofAudience = new HashMap<>();
  private final Map<Policy, Decider> deciders = new HashMap<>();
  private PublishedPolicies published;

  /** By tenant, empty for all: when the shift of those who review ends. */
  private Map<String, Long> shifts = Map.of();

  // Read by the threads of the metrics.
  private volatile int observing;
  private volatile int breakers;
  private volatile int unusable;

  /**
   * @param records the newest usable record of every key, a tombstone included
   * @param ahead under {@link #END}, up to which offset they were read before the stream of them
   *     began; empty once that has come there
   * @param shipped YAML, checked already
   * @param configured {@link Mode#OBSERVE} where the configuration lets nothing be enforced
   */
  PoliciesInForce(
      BroadcastState<String, PolicyUpdate> records,
      BroadcastState<String, Long> ahead,
      String shipped,
      Mode configured)
      throws Exception {
    this.records = records;
    this.ahead = ahead;
    this.configured = configured;
    try {
      List<PolicyUpdate> all = new ArrayList<>();
      records.immutableEntries().forEach(entry -> all.add(entry.getValue()));
      published =
          new PublishedPolicies(all, PolicyFile.parse(shipped, "the policy shipped with the job"));
    } catch (PolicyException e) {
      throw new IllegalArgumentException("the shipped policy was checked and does not parse", e);
    }
    recount(published.unusable());
  }

  /**
   * The decider of a session.
   *
   * @param region as its records name it
   */
  Decider decider(SessionKey session, @Nullable String region) throws Exception {
    return Probe.is(session.tenant()) ? probe : decider(published.audience(session, region));
  }

  /** The decider of those whom a record of this key concerns first. */
  Decider decider(PolicyKey key) throws Exception {
    return decider(Audience.of(key));
  }

  private Decider decider(Audience audience) throws Exception {
    Decider known = ofAudience.get(audience);
    if (known == null) {
      if (ofAudience.size() >= MAX_AUDIENCES) {
        ofAudience.clear();
        deciders.clear();
      }
      Policy policy = published.merged(audience).policy().policy();
      Policy wanted = isObserved(audience.tenant()) ? policy.observed() : policy;
      known = deciders.computeIfAbsent(wanted, Decider::new);
      ofAudience.put(audience, known);
    }
    return known;
  }

  /** Whether people who review are on shift for the tenant: its own, or those of all tenants. */
  boolean reviewersOnShift(String tenant, long atMillis) {
    return atMillis < Math.max(shifts.getOrDefault(tenant, 0L), shifts.getOrDefault("", 0L));
  }

  /** The stream of policies has come to this record, usable or not. */
  void read(PolicyUpdate update) throws Exception {
    Long end = ahead.get(END);
    if (end != null && update.offset() >= end) {
      ahead.remove(END);
    }
  }

  /**
   * Whether a later record of the same key is in force already. None is once the stream has come to
   * where the job began: after that it is the stream that counts, also that of a topic that was
   * made anew, whose offsets begin from the first again.
   */
  boolean isOvertaken(PolicyUpdate update) throws Exception {
    if (!ahead.contains(END)) {
      return false;
    }
    PolicyUpdate before = records.get(update.key());
    return before != null && before.offset() > update.offset();
  }

  /**
   * Takes a usable record in, unless a layer would no longer fit what is below it.
   *
   * @return why not, every problem with its place; empty when it is in force now
   */
  List<String> apply(PolicyUpdate update) throws Exception {
    if (PolicyKey.parse(update.key()).kind().decides()) {
      PublishedPolicies changed = published.with(update);
      List<String> problems = changed.problems(published, update);
      if (!problems.isEmpty()) {
        return problems;
      }
      published = changed;
    }
    records.put(update.key(), update);
    ofAudience.clear();
    deciders.clear();
    recount(published.unusable());
    return List.of();
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

  private void recount(Set<String> unusableKeys) {
    int switches = 0;
    int tripped = 0;
    Map<String, Long> ends = new HashMap<>();
    try {
      for (Map.Entry<String, PolicyUpdate> entry : records.immutableEntries()) {
        PolicyKey key = PolicyKey.parse(entry.getKey());
        if (key.kind() == PolicyKey.Kind.OBSERVE || key.kind() == PolicyKey.Kind.BREAKER) {
          boolean observes = observes(key);
          switches += observes ? 1 : 0;
          tripped += observes && key.kind() == PolicyKey.Kind.BREAKER ? 1 : 0;
        }
        String text = entry.getValue().text();
        if (key.kind() == PolicyKey.Kind.REVIEWERS && text != null) {
          String tenant = key.tenant() == null ? "" : key.tenant();
          ends.put(tenant, ReviewShift.ofChecked(text).untilMillis());
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("the policies in force cannot be read", e);
    }
    observing = switches;
    breakers = tripped;
    shifts = ends;
    if (unusableKeys.size() > unusable) {
      LOG.error(
          "policies accepted before cannot be used any more and stay out of force: {}",
          unusableKeys);
    }
    unusable = unusableKeys.size();
  }

  private boolean isObserved(@Nullable String tenant) throws Exception {
    boolean observed = configured == Mode.OBSERVE;
    for (PolicyKey key : ModeSwitch.keys(tenant)) {
      observed |= observes(key);
    }
    return observed;
  }

  private boolean observes(PolicyKey key) throws Exception {
    PolicyUpdate record = records.get(key.text());
    String text = record == null ? null : record.text();
    return text != null && ModeSwitch.ofChecked(key, text).mode() == Mode.OBSERVE;
  }
}
