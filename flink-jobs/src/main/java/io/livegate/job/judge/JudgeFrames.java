package io.livegate.job.judge;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.metrics.FrameAccount;
import io.livegate.job.metrics.FrameMetrics;
import io.livegate.job.metrics.FrameTally;
import io.livegate.job.metrics.JudgeMetrics;
import io.livegate.job.metrics.ProbeMetrics;
import io.livegate.job.probe.Prober;
import io.livegate.job.receive.FrameBuffer;
import io.livegate.job.receive.FrameBuffers;
import io.livegate.job.receive.FrameRef;
import io.livegate.job.receive.ReadPositions;
import io.livegate.job.receive.ReadPositions.Position;
import io.livegate.job.receive.TaskAttempt;
import io.livegate.model.ModelCard;
import io.livegate.signal.Lane;
import io.livegate.signal.Signals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * The Flink side of judging: a reference in, at most one signals record out. What waits is decided
 * by {@link FrameScheduler}, never by the async operator's queue, which would block its input when
 * full and keep the oldest frames.
 */
public final class JudgeFrames extends RichAsyncFunction<FrameRef, Signals>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** Of one session; one beyond these does not wait for the frames before it. */
  public static final int MAX_WAITING_CONTROLS = 4;

  private final PipelineConfig config;
  private final FrameJudgeFactory judges;
  private final String runtimeKey;
  private transient @Nullable JudgingTask task;

  /** Give back what was taken to open this, the newest first; also where opening it failed. */
  private transient @Nullable Deque<Runnable> releases;

  private transient @Nullable ListState<SessionMark> marks;
  private transient @Nullable ListState<FrameTally> tally;
  private transient @Nullable ListState<Position> positions;
  private transient List<SessionMark> restored = List.of();
  private transient FrameAccount account = new FrameAccount();
  private transient ReadPositions read = new ReadPositions();

  /**
   * @param runtimeKey names this run of the job; its tasks in one JVM share models and workers
   */
  public JudgeFrames(PipelineConfig config, FrameJudgeFactory judges, String runtimeKey) {
    this.config = config;
    this.judges = judges;
    this.runtimeKey = runtimeKey;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    OperatorStateStore store = context.getOperatorStateStore();
    ListState<SessionMark> sessions =
        store.getListState(
            new ListStateDescriptor<>("sessions", TypeInformation.of(SessionMark.class)));
    restored = new ArrayList<>();
    sessions.get().forEach(restored::add);
    marks = sessions;
    ListState<FrameTally> tallies =
        store.getListState(
            new ListStateDescriptor<>("account", TypeInformation.of(FrameTally.class)));
    account = new FrameAccount();
    tallies.get().forEach(account::restore);
    tally = tallies;
    ListState<Position> known =
        store.getUnionListState(
            new ListStateDescriptor<>("positions", TypeInformation.of(Position.class)));
    read = new ReadPositions();
    read.restore(known.get());
    positions = known;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    if (marks != null && tally != null && positions != null && task != null) {
      marks.update(task.snapshot());
      tally.update(List.of(account.snapshot()));
      positions.update(read.snapshot(isFirst()));
    }
  }

  @Override
  public void open(OpenContext context) {
    String id = TaskAttempt.of(getRuntimeContext().getMetricGroup());
    Deque<Runnable> taken = new ArrayDeque<>();
    releases = taken;
    JudgeRuntime runtime = JudgeRuntime.acquire(runtimeKey, config, judges);
    taken.push(() -> JudgeRuntime.release(runtimeKey));
    ControlFollower control = null;
    if (!config.batch()) { // in media time nothing changes: the same input gives the same events
      control = ControlFollower.acquire(runtimeKey, config, runtime.judge());
      taken.push(() -> ControlFollower.release(runtimeKey));
    }
    JudgeMetrics.publish(
        getRuntimeContext().getMetricGroup(),
        runtime.scheduler()::waitingFrames,
        runtime.scheduler()::stuckWorkers,
        runtime::silentLanes,
        control == null ? () -> 0 : control::lanesBehind,
        drift(runtime.judge()),
        runtime.judge().times());
    FrameBuffer buffer = FrameBuffers.acquire(id, config.scheduler().bufferBytes());
    taken.push(() -> FrameBuffers.release(id));
    JudgingTask opened =
        new JudgingTask(
            config,
            runtime,
            control == null ? tenant -> config.judging() : control.settings(),
            buffer,
            id,
            account,
            read,
            new FrameMetrics(getRuntimeContext().getMetricGroup(), account),
            System::currentTimeMillis);
    taken.push(opened::close);
    opened.restore(restored);
    task = opened;
    if (isFirst() && !config.batch() && config.operations().probe().isOn()) {
      ProbeMetrics asked =
          new ProbeMetrics(getRuntimeContext().getMetricGroup(), System::currentTimeMillis);
      taken.push(Prober.start(config, runtimeKey, asked)::close);
    }
    restored = List.of();
  }

  @Override
  public void asyncInvoke(FrameRef ref, ResultFuture<Signals> future) {
    task().accept(ref, future);
  }

  @Override
  public void timeout(FrameRef ref, ResultFuture<Signals> future) {
    task().timeout(ref);
  }

  private boolean isFirst() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
  }

  @Override
  public void close() {
    task = null;
    if (releases != null) {
      release(releases);
    }
  }

  /** All of them, whatever fails on the way. */
  private static void release(Deque<Runnable> releases) {
    Runnable newest = releases.poll();
    if (newest != null) {
      try {
        newest.run();
      } finally {
        release(releases);
      }
    }
  }

  /** Of every model that a lane may have. */
  private Map<String, DoubleSupplier> drift(FrameJudge judge) {
    List<String> tasks = PolicyKey.LANES.stream().map(Lane::task).toList();
    Map<String, DoubleSupplier> drift = new TreeMap<>();
    for (ModelCard card : config.models().known().all()) {
      if (tasks.contains(card.task())) {
        drift.put(card.id(), () -> judge.drift(card.id()));
      }
    }
    return drift;
  }

  private JudgingTask task() {
    if (task == null) {
      throw new IllegalStateException("used before it was opened");
    }
    return task;
  }
}
