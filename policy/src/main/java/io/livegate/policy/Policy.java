package io.livegate.policy;

import io.livegate.signal.Lane;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked policy; made by {@link io.livegate.policy.read.LayeredPolicy} only, which refuses what
 * breaks a guard rail.
 *
 * @param id name of the policy, stands in every event
 * @param version counts up with every change, stands in every event
 * @param mode {@link Mode#OBSERVE} carries nothing out, whatever the rules say
 * @param onUnavailable what a lane without its model means, for every lane
 * @param gate the admission gate
 * @param challenge what its challenges are like
 * @param rules in the order of the file: of two equally severe rules the earlier wins
 * @param layers what was laid over the policy of this name, the lowest first
 * @param strikes what sessions of one device add up to; null for nothing
 */
public record Policy(
    String id,
    int version,
    Mode mode,
    Map<Lane, OnUnavailable> onUnavailable,
    Gate gate,
    ChallengeSettings challenge,
    List<Rule> rules,
    List<LayerStamp> layers,
    @Nullable Strikes strikes) {

  public Policy {
    onUnavailable = Map.copyOf(onUnavailable);
    rules = List.copyOf(rules);
    layers = List.copyOf(layers);
  }

  /** A policy without layers and strikes. */
  public Policy(
      String id,
      int version,
      Mode mode,
      Map<Lane, OnUnavailable> onUnavailable,
      Gate gate,
      ChallengeSettings challenge,
      List<Rule> rules) {
    this(id, version, mode, onUnavailable, gate, challenge, rules, List.of(), null);
  }

  /** The same rules, none of which is carried out. */
  public Policy observed() {
    return mode == Mode.OBSERVE
        ? this
        : new Policy(
            id, version, Mode.OBSERVE, onUnavailable, gate, challenge, rules, layers, strikes);
  }

  /**
   * The same with each condition asking for more hits, or fewer where negative, as far as there is
   * room between one and its number of samples: to find sessions that hang on a single frame. Not
   * for deciding about people, for it need not keep the guard rails.
   */
  public Policy withHits(int more) {
    List<Rule> changed = rules.stream().map(rule -> rule.withHits(more)).toList();
    return new Policy(id, version, mode, onUnavailable, gate, challenge, changed, layers, strikes);
  }

  /** Names and versions in one line: {@code default 4 + acme 2 (tenant)}. */
  public String name() {
    StringBuilder name = new StringBuilder(id + " " + version);
    for (LayerStamp layer : layers) {
      name.append(String.format(" + %s %d (%s)", layer.id(), layer.version(), layer.of().id()));
    }
    return name.toString();
  }

  /** The same policy, named with what was laid over it. */
  public Policy withLayers(List<LayerStamp> over) {
    return new Policy(id, version, mode, onUnavailable, gate, challenge, rules, over, strikes);
  }

  public OnUnavailable onUnavailable(Lane lane) {
    return onUnavailable.getOrDefault(lane, OnUnavailable.IGNORE);
  }
}
