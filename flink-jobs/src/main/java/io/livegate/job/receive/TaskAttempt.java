package io.livegate.job.receive;

import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;

/** The name that operators chained in one task attempt have in common. */
public final class TaskAttempt {

  private TaskAttempt() {}

  /**
   * Read from the metric group because it is the only thing Flink tells a deserialiser and a
   * function alike.
   *
   * @throws IllegalStateException if the group is not that of a running task
   */
  public static String of(MetricGroup group) {
    String id = group.getAllVariables().get(ScopeFormat.SCOPE_TASK_ATTEMPT_ID);
    if (id == null) {
      throw new IllegalStateException(
          "no task attempt id among " + group.getAllVariables().keySet());
    }
    return id + "/" + group.getAllVariables().get(ScopeFormat.SCOPE_TASK_SUBTASK_INDEX);
  }
}
