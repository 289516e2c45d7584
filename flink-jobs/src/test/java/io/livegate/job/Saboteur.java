package io.livegate.job;

import io.livegate.job.io.OutputRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Stands right before the sink and fails at the worst moments. Its task's transaction is
 * pre-committed with the checkpoint; it keeps the task from hearing that the checkpoint is complete
 * and fails it then: between pre-commit and commit. And it fails in the middle of a checkpoint.
 *
 * <p>What is still to do and what was done is static because the job's copy is another object.
 */
final class Saboteur extends RichMapFunction<OutputRecord, OutputRecord>
    implements CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1L;

  /**
   * Restarts still to come from the very checkpoint whose commit was kept from happening. A failure
   * that came before that checkpoint counted does not: it comes again.
   */
  static final AtomicInteger BEFORE_COMMIT = new AtomicInteger();

  /** Failures in the middle of a checkpoint still to come; after the others. */
  static final AtomicInteger IN_CHECKPOINT = new AtomicInteger();

  private static final AtomicInteger FAILED_AT = new AtomicInteger(-1);

  private final String checkpoints;
  private transient int precommitted;

  Saboteur(Path checkpoints) {
    this.checkpoints = checkpoints.toString();
  }

  @Override
  public OutputRecord map(OutputRecord record) {
    // Still this task's first record after the checkpoint, so it has not heard of its completion:
    // with the checkpoint on disk already, all others may.
    if (precommitted > 0 && isFirst() && BEFORE_COMMIT.get() > 0) {
      JobFixture.await("checkpoint " + precommitted, () -> isComplete(precommitted));
      sleep();
      FAILED_AT.set(precommitted);
      throw new IllegalStateException("between pre-commit and commit");
    }
    return record;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    precommitted = (int) context.getCheckpointId();
    if (isFirst() && IN_CHECKPOINT.get() > 0 && BEFORE_COMMIT.get() == 0) {
      IN_CHECKPOINT.decrementAndGet();
      throw new IllegalStateException("in the middle of a checkpoint");
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    precommitted = 0;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    if (isFirst()
        && context.getRestoredCheckpointId().isPresent()
        && context.getRestoredCheckpointId().getAsLong() == FAILED_AT.getAndSet(-1)) {
      BEFORE_COMMIT.decrementAndGet();
    }
  }

  private boolean isFirst() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
  }

  private boolean isComplete(int checkpoint) {
    try (Stream<Path> files = Files.walk(Path.of(checkpoints))) {
      return files.anyMatch(file -> file.endsWith("chk-" + checkpoint + "/_metadata"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** The file is there a moment before the checkpoint counts. */
  private static void sleep() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
