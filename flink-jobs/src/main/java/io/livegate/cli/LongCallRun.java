package io.livegate.cli;

import com.sun.management.OperatingSystemMXBean;
import io.livegate.bench.calls.CallFrames;
import io.livegate.bench.calls.CallOutcome;
import io.livegate.bench.calls.CallOutcome.Action;
import io.livegate.bench.calls.CallScript;
import io.livegate.bench.calls.MemorySource;
import io.livegate.bench.calls.PlanFigures;
import io.livegate.cli.session.EventView;
import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.SessionReport;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;

/**
 * Calls through the whole system in media time under one plan, some at a time. Their frames are
 * made before the processor time is counted.
 */
final class LongCallRun {

  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final CallFrames frames;
  private final int jobs;
  private final Progress progress;
  private final BiConsumer<String, CallOutcome> each;

  /**
   * @param jobs calls at the same time
   * @param each takes the plan's name and what came of each call
   */
  LongCallRun(
      CallFrames frames, int jobs, Progress progress, BiConsumer<String, CallOutcome> each) {
    this.frames = frames;
    this.jobs = jobs;
    this.progress = progress;
    this.each = each;
  }

  /**
   * @param first calls that are not counted: most of them is compiling
   */
  PlanFigures judge(
      String plan, PipelineChoice.Pipeline pipeline, List<CallScript> first, List<CallScript> calls)
      throws InterruptedException, ExecutionException {
    Map<Boolean, Double> cpu = new HashMap<>();
    List<CallOutcome> outcomes = new ArrayList<>();
    try (JudgingSystem system = Embedded.start(pipeline, progress::note);
        JudgeRun run =
            new JudgeRun(system.target(), new JudgeRun.Order.Apart(jobs), progress::note)) {
      system.onFailure(run::fail);
      progress.watch(calls.size(), run::framesAccounted);
      for (CallScript call : first) {
        judge(run, List.of(call), new ArrayList<>());
      }
      for (boolean incident : List.of(false, true)) {
        List<CallScript> group =
            calls.stream().filter(call -> (call.incident() != null) == incident).toList();
        for (int from = 0; from < group.size(); from += jobs) {
          List<CallScript> some = group.subList(from, Math.min(group.size(), from + jobs));
          cpu.merge(incident, judge(run, some, outcomes), Double::sum);
          outcomes
              .subList(outcomes.size() - some.size(), outcomes.size())
              .forEach(
                  outcome -> {
                    progress.clear();
                    each.accept(plan, outcome);
                    progress.sessionDone();
                  });
        }
      }
    }
    return new PlanFigures(plan, outcomes, cpu);
  }

  /** Seconds of processor time of this process. */
  private double judge(JudgeRun run, List<CallScript> calls, List<CallOutcome> outcomes)
      throws InterruptedException, ExecutionException {
    List<JudgeRun.Input> inputs = new ArrayList<>();
    Map<String, CallScript> bySession = new HashMap<>();
    for (CallScript call : calls) {
      List<byte[]> made = frames.of(call);
      bySession.put(call.session(), call);
      inputs.add(new JudgeRun.Input(call.session(), () -> new MemorySource(call.session(), made)));
    }
    long before = MACHINE.getProcessCpuTime();
    run.judge(
        inputs,
        judged -> {
          SessionReport report = judged.report();
          CallScript call = bySession.get(report.session());
          if (call != null) {
            outcomes.add(outcome(call, report));
          }
        });
    return (MACHINE.getProcessCpuTime() - before) / 1e9;
  }

  private static CallOutcome outcome(CallScript call, SessionReport report) {
    List<Action> actions =
        report.events().stream()
            .map(EventView::of)
            .filter(event -> !event.observed())
            .map(event -> new Action(event.type(), event.atMillis()))
            .toList();
    return new CallOutcome(call, actions, report.frames().judged());
  }
}
