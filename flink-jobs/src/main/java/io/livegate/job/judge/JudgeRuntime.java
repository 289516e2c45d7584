package io.livegate.job.judge;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.receive.SharedInstances;
import io.livegate.signal.Lane;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all judging tasks of a job share in one JVM: the judge with its models and the scheduler
 * with its threads.
 */
public record JudgeRuntime(FrameJudge judge, FrameScheduler scheduler) {

  private static final Logger LOG = LoggerFactory.getLogger(JudgeRuntime.class);

  private static final SharedInstances<JudgeRuntime> OPEN =
      new SharedInstances<>(JudgeRuntime::end);

  /**
   * Opens or joins the runtime of a job. Pair with {@link #release}.
   *
   * @param key names the job's run; the same in all of its tasks
   */
  public static JudgeRuntime acquire(String key, PipelineConfig config, FrameJudgeFactory judges) {
    return OPEN.acquire(key, () -> open(config, judges));
  }

  public static void release(String key) {
    OPEN.release(key);
  }

  /** Lanes that cannot answer here. */
  Set<Lane> silentLanes() {
    return judge.unavailable().stream()
        .filter(notice -> !notice.answers())
        .map(LaneNotice::lane)
        .collect(Collectors.toSet());
  }

  /** Runtimes alive; for leak checks. */
  public static int open() {
    return OPEN.size();
  }

  private static JudgeRuntime open(PipelineConfig config, FrameJudgeFactory judges) {
    FrameJudge judge = judges.open(config);
    FrameScheduler.Settings settings =
        new FrameScheduler.Settings(
            config.batch(),
            config.scheduler().workersHere(),
            config.scheduler().capacity(),
            config.scheduler().maxFrameAge().toMillis(),
            config.scheduler().maxWait().toMillis());
    return new JudgeRuntime(
        new ProbeJudge(judge), new FrameScheduler(settings, System::currentTimeMillis));
  }

  private void end() {
    // The scheduler first: it returns when no thread is inside the judge any more.
    scheduler.close();
    if (scheduler.isQuiet()) {
      judge.close();
    } else {
      LOG.error("a worker hangs in a model: the models stay in memory until this process ends");
    }
  }
}
