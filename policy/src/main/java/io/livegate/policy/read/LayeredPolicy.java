package io.livegate.policy.read;

import io.livegate.policy.LayerKind;
import io.livegate.policy.LayerStamp;
import io.livegate.policy.Policy;
import io.livegate.policy.evidence.EvidencePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole policy with the layers that are laid over it, merged and held against the guard rails. A
 * layer sets single members of {@code gate}, {@code onUnavailable} and {@code challenge}, the mode,
 * members of rules below, switches rules off and adds its own at the end.
 */
public final class LayeredPolicy {

  private static final int MAX_RULES = 64;

  private final List<PolicyFile> files;
  private final Policy policy;
  private final LayerMerge merged;

  private LayeredPolicy(List<PolicyFile> files, Policy policy, LayerMerge merged) {
    this.files = List.copyOf(files);
    this.policy = policy;
    this.merged = merged;
  }

  /**
   * Merges and checks.
   *
   * @param files a whole policy, then layers from the lowest to the highest
   * @throws PolicyException with every problem of the lowest file that cannot be used, each with
   *     its place in that file
   * @throws IllegalArgumentException if the first is a layer, or another one is not
   */
  public static LayeredPolicy of(List<PolicyFile> files) throws PolicyException {
    LayerMerge merged = null;
    Policy policy = null;
    List<LayerStamp> stamps = new ArrayList<>();
    for (PolicyFile file : files) {
      List<PolicyProblem> problems = new ArrayList<>();
      LayerKind kind = file.layer();
      if (merged == null && kind == null) {
        merged = new LayerMerge(file);
      } else if (merged != null && kind != null) {
        merged.lay(file, problems);
        stamps.add(file.stamp(kind));
      } else {
        throw new IllegalArgumentException(file.name() + " cannot lie here: " + kind);
      }
      if (kind != null || files.size() == 1) { // below layers it was checked by itself
        policy = checked(merged, file, problems).withLayers(stamps);
      }
    }
    if (merged == null || policy == null) {
      throw new IllegalArgumentException("there is no policy without a file");
    }
    return new LayeredPolicy(files, policy, merged);
  }

  private static Policy checked(LayerMerge merged, PolicyFile file, List<PolicyProblem> problems)
      throws PolicyException {
    if (file.layer() != null) {
      new GuardRails(merged, problems).check();
      int rules = merged.root().path("rules").size();
      if (rules > MAX_RULES) {
        problems.add(
            merged.problem(
                "/rules",
                "with what is below there are " + rules + " rules, 64 at most; use fewer"));
      }
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(file.name(), problems);
    }
    Policy policy = PolicyReader.read(merged.root());
    int bytes = new EvidencePlan(policy).maxBytes();
    if (bytes > EvidencePlan.MAX_BYTES) {
      String message =
          "the rules need up to "
              + bytes
              + " bytes of memory for each session, "
              + EvidencePlan.MAX_BYTES
              + " at most; use fewer conditions, the same condition in several rules, or a"
              + " smaller 'of'";
      throw new PolicyException(file.name(), List.of(merged.problem("/rules", message)));
    }
    return policy;
  }

  public Policy policy() {
    return policy;
  }

  /** A whole policy, then its layers, the lowest first. */
  public List<PolicyFile> files() {
    return files;
  }

  /** The same without the newest layer; null without layers. */
  @Nullable LayeredPolicy below() throws PolicyException {
    return files.size() == 1 ? null : of(files.subList(0, files.size() - 1));
  }

  /** The whole of it as YAML, each line with the place that says so. */
  public List<PolicyLine> lines() {
    return new PolicyLines(merged).write();
  }

  /** The whole of it as YAML: a policy without layers that decides as this one does. */
  public String text() {
    return lines().stream().map(PolicyLine::text).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Rules that layers switched off, as {@code off: x}, each with its place. */
  public List<PolicyLine> switchedOff() {
    return merged.switchedOff().entrySet().stream()
        .map(
            off ->
                new PolicyLine(
                    "off: " + off.getKey(), off.getValue().file(), off.getValue().line(), null))
        .toList();
  }

  LayerMerge merged() {
    return merged;
  }
}
