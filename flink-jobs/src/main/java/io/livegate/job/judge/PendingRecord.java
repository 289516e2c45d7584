package io.livegate.job.judge;

import io.livegate.frame.CaptureTimes;
import io.livegate.frame.EncodedFrame;
import io.livegate.image.ImageRejectedException;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.judge.SessionMemory.Unreported;
import io.livegate.job.receive.FrameRef;
import io.livegate.model.runtime.InferenceException;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;

/**
 * One record between Flink's async operator and the scheduler. It is settled exactly once, by
 * whoever comes first: worker, scheduler or time-out. All counting happens in the supplier handed
 * to Flink, which runs on the task's thread right before the result is emitted, so that a
 * checkpoint sees either both or neither.
 */
final class PendingRecord implements QueuedRecord {

  private static final int MAX_REASONS = 8;

  private final FrameRef ref;
  private final SessionMemory memory;
  private final long atMillis;
  private final JudgeSettings settings;
  private final CaptureTimes captures;
  private final int scene;
  private final JudgingTask task;
  private final ResultFuture<Signals> future;
  private final AtomicBoolean settled = new AtomicBoolean();
  private @Nullable FrameFate decided;

  PendingRecord(
      FrameRef ref,
      SessionMemory memory,
      long atMillis,
      JudgingTask task,
      ResultFuture<Signals> future) {
    this.ref = ref;
    this.memory = memory;
    this.atMillis = atMillis;
    this.settings = memory.settings();
    this.captures = memory.captures(ref.header().witness());
    this.scene = memory.scene(ref.header().witness());
    this.task = task;
    this.future = future;
  }

  SessionMemory memory() {
    return memory;
  }

  /** It is not to be judged, and this is said when its turn comes and not before. */
  PendingRecord decided(FrameFate fate) {
    decided = fate;
    return this;
  }

  @Override
  public boolean isFrame() {
    return ref.isFrame() && decided == null;
  }

  @Override
  public int channel() {
    return ref.header().witness().ordinal();
  }

  @Override
  public long bornAtMillis() {
    return ref.brokerMillis();
  }

  @Override
  public void judge() {
    if (settled.get()) {
      return;
    }
    byte[] bytes = task.buffer().take(ref.slot());
    if (bytes == null) {
      settle(FrameFate.LOST, null);
      return;
    }
    try {
      FrameJudge.Session session = memory.session(task.judge(), ref.header().witness());
      session.follow(settings);
      session.took(captures);
      session.scene(scene);
      deliver(session.judge(new EncodedFrame(ref.header(), bytes), atMillis));
    } catch (ImageRejectedException e) {
      FrameFate fate =
          e.reason() == ReasonCode.UNDECODABLE ? FrameFate.UNDECODABLE : FrameFate.REJECTED;
      settle(fate, e.reason());
    } catch (InferenceException e) {
      task.log().notJudged(ref.header().key(), e);
      settle(FrameFate.FAILED, ReasonCode.MODEL_FAILED);
    } catch (StackOverflowError | RuntimeException e) {
      task.log().notJudged(ref.header().key(), e);
      settle(FrameFate.FAILED, null);
    } catch (VirtualMachineError e) {
      // Nothing can be trusted after that: the job restarts elsewhere or gives up.
      if (settled.compareAndSet(false, true)) {
        future.completeExceptionally(e);
      }
    } catch (Error e) {
      task.log().notJudged(ref.header().key(), e);
      settle(FrameFate.FAILED, null);
    }
  }

  @Override
  public void pass() {
    if (decided != null) {
      settle(decided, ref.reason());
      return;
    }
    complete(
        () -> {
          Unreported since = memory.takeUnreported();
          task.passed(this, ref.header());
          return List.of(control(since));
        });
  }

  @Override
  public void shed(FrameFate fate) {
    settle(fate, null);
  }

  /** It took too long. A control record is not lost: its session goes on without the frame. */
  void giveUp() {
    if (isFrame()) {
      settle(FrameFate.FAILED, ReasonCode.MODEL_FAILED);
      memory.line.abandon(this, memory::leaveJudges);
    } else {
      pass();
    }
  }

  /** Ends it without a record of its own; its fate rides on the session's next one. */
  void settle(FrameFate fate, @Nullable ReasonCode reason) {
    complete(
        () -> {
          if (ref.slot() != FrameRef.NO_SLOT) {
            task.dropBytes(ref);
          }
          memory.count(fate, reason);
          task.settled(this, fate);
          return List.of();
        });
  }

  private void deliver(Signals judged) {
    complete(
        () -> {
          Unreported since = memory.takeUnreported();
          task.settled(this, FrameFate.JUDGED);
          task.saw(memory, judged);
          return List.of(withReport(judged, since));
        });
  }

  private void complete(CollectionSupplier<Signals> result) {
    if (settled.compareAndSet(false, true)) {
      try {
        future.complete(result);
      } catch (RejectedExecutionException e) {
        // The task is being torn down; the record will come again from the checkpoint.
      }
    }
  }

  FrameRef ref() {
    return ref;
  }

  private Signals control(Unreported since) {
    return Signals.of(
        ref.header(), atMillis, Quality.NONE, List.of(), since.reasons(), since.counts());
  }

  private static Signals withReport(Signals s, Unreported since) {
    Set<ReasonCode> reasons = EnumSet.noneOf(ReasonCode.class);
    reasons.addAll(s.reasons());
    reasons.addAll(since.reasons());
    FrameCounts counts = since.counts().plus(FrameFate.JUDGED);
    return s.withAccount(reasons.stream().limit(MAX_REASONS).toList(), counts);
  }
}
