package io.livegate.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.cluster.ClusterState.Role;
import io.livegate.evaluate.stats.Percentile;
import java.util.List;
import java.util.Locale;

/**
 * What a drill found out.
 *
 * @param victims the process of each kill
 * @param framesSent frames the broker acknowledged
 * @param verdict what was decided, against what should have been
 * @param accountingHolds whether every frame's fate is known
 * @param recoveryMillis for each kill, from there to the first committed judgement of a frame that
 *     came after it
 * @param filesWithFrames files outside the broker's own log of frames in which there were any
 * @param searchWorks whether the same search found frames where they belong
 */
public record DrillResult(
    List<Role> victims,
    long framesSent,
    Findings verdict,
    boolean accountingHolds,
    List<Long> recoveryMillis,
    int filesWithFrames,
    boolean searchWorks) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public DrillResult {
    victims = List.copyOf(victims);
    recoveryMillis = List.copyOf(recoveryMillis);
  }

  /**
   * Numbers of actions.
   *
   * @param unexplained committed, but following from no signals, or from others than they say
   */
  public record Findings(
      int expected, int actions, int lost, int duplicated, int unexplained, int withoutAction) {}

  /** Whether every promise was kept. */
  public boolean holds() {
    return verdict.lost == 0
        && verdict.duplicated == 0
        && verdict.unexplained == 0
        && verdict.withoutAction == 0
        && accountingHolds
        && filesWithFrames == 0
        && searchWorks;
  }

  /** One line. */
  public String json() {
    ObjectNode line = JSON.createObjectNode();
    line.put("kills", victims.size());
    ObjectNode byProcess = line.putObject("killsByProcess");
    for (Role role : List.of(Role.TASK_MANAGER, Role.JOB_MANAGER, Role.BROKER)) {
      byProcess.put(name(role), victims.stream().filter(role::equals).count());
    }
    line.put("framesSent", framesSent);
    line.put("actionsExpected", verdict.expected);
    line.put("actions", verdict.actions);
    line.put("lost", verdict.lost);
    line.put("duplicated", verdict.duplicated);
    line.put("unexplained", verdict.unexplained);
    line.put("violationsWithoutAction", verdict.withoutAction);
    line.put("accountingHolds", accountingHolds);
    double[] recoveries = recoveryMillis.stream().mapToDouble(Long::doubleValue).toArray();
    line.putObject("recoveryMillis")
        .put("p50", Math.round(Percentile.of(recoveries, 0.5)))
        .put("max", Math.round(Percentile.of(recoveries, 1)));
    line.put("frameBytesFoundOnDisk", filesWithFrames);
    line.put("searchWorks", searchWorks);
    line.put("holds", holds());
    return line.toString();
  }

  static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
