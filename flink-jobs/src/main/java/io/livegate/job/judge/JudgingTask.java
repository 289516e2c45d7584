package io.livegate.job.judge;

import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.log.SessionLog;
import io.livegate.job.metrics.FrameAccount;
import io.livegate.job.metrics.FrameMetrics;
import io.livegate.job.receive.FrameBuffer;
import io.livegate.job.receive.FrameRef;
import io.livegate.job.receive.ReadPositions;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One judging task: decides on arrival what is worth judging and hands that to the scheduler. Every
 * method but {@link #log}, {@link #judge} and {@link #buffer} belongs to the task's thread.
 */
final class JudgingTask {

  private static final Logger LOG = LoggerFactory.getLogger(JudgingTask.class);

  private final PipelineConfig config;
  private final JudgeRuntime runtime;
  private final FrameBuffer buffer;
  private final String attempt;
  private final FrameAccount account;
  private final ReadPositions read;
  private final FrameMetrics metrics;
  private final LongSupplier clock;
  private final SessionMemories sessions;
  private final Map<Position, PendingRecord> inFlight = new HashMap<>();
  private final Glances glances;
  private final SessionLog log;

  private record Position(int partition, long offset) {
    static Position of(FrameRef ref) {
      return new Position(ref.partition(), ref.offset());
    }
  }

  JudgingTask(
      PipelineConfig config,
      JudgeRuntime runtime,
      LiveSettings settings,
      FrameBuffer buffer,
      String attempt,
      FrameAccount account,
      ReadPositions read,
      FrameMetrics metrics,
      LongSupplier clock) {
    this.config = config;
    this.runtime = runtime;
    this.buffer = buffer;
    this.attempt = attempt;
    this.account = account;
    this.read = read;
    this.metrics = metrics;
    this.clock = clock;
    this.log = new SessionLog(config.operations().logs());
    this.glances = new Glances(config.batch() ? Long.MAX_VALUE : Glances.A_TENTH, clock);
    this.sessions =
        new SessionMemories(
            runtime.scheduler(),
            settings,
            config.scheduler().idleSession().toMillis(),
            config.scheduler().endedFor().toMillis(),
            config.policy().sessionTtl().toMillis());
  }

  /** Takes a record in; the future is completed in any case. */
  void accept(FrameRef ref, ResultFuture<Signals> future) {
    long now = clock.getAsLong();
    sessions.sweep(now);
    register(ref);
    if (!ref.isAddressed()) {
      nobodys(ref, future);
      return;
    }
    FrameHeader header = ref.header();
    if (header.kind() == RecordKind.STARTED) {
      sessions.begin(header.key());
    }
    SessionMemory memory = sessions.touch(header.key(), now);
    boolean erases = header.kind() == RecordKind.ERASED; // what is known beyond the session's end
    if (memory == null && erases) {
      erased(ref, future);
    } else if (memory == null || memory.ending && !erases) {
      tooLate(ref, memory, future);
    } else if (ref.isFrame()) {
      frame(ref, memory, future);
    } else {
      control(ref, memory, future);
    }
  }

  private void register(FrameRef ref) {
    boolean again = isOfEarlierAttempt(ref);
    if (!again) {
      long now = clock.getAsLong();
      metrics.readAfter(now - ref.brokerMillis(), now);
      boolean behind = read.isReading(ref.partition());
      long missing = read.advance(ref.partition(), ref.offset());
      if (missing > 0) {
        lostToRetention(missing, ref, behind);
      }
    }
    if (ref.isFrame()) {
      account.received(ref.partition(), ref.offset(), again);
    }
  }

  /**
   * @param behind whether the job was running meanwhile; else it was away
   */
  private void lostToRetention(long missing, FrameRef before, boolean behind) {
    account.lostToRetention(missing);
    String message =
        "%d records of partition %d were deleted before offset %d, unread: the job was behind for"
            + " longer than kafka.retention.frames";
    String told = message.formatted(missing, before.partition(), before.offset());
    if (config.batch() && behind) { // whoever waits for the end of a session would wait for ever
      throw new IllegalStateException(
          told + ". Judge fewer files at a time (--jobs), or set a longer retention");
    }
    LOG.warn("{}", told);
  }

  /** Restored from a checkpoint: its bytes went with the attempt that held them. */
  private boolean isOfEarlierAttempt(FrameRef ref) {
    return !ref.attempt().equals(attempt);
  }

  /** The record names no session: only the totals know of it. */
  private void nobodys(FrameRef ref, ResultFuture<Signals> future) {
    future.complete(
        () -> {
          account.unaddressed();
          settle(ref, FrameFate.REJECTED);
          return List.of();
        });
  }

  private void settle(FrameRef ref, FrameFate fate) {
    account.settled(ref.partition(), ref.offset(), fate);
  }

  private void frame(FrameRef ref, SessionMemory memory, ResultFuture<Signals> future) {
    FrameFate fate = ref.fate();
    if (fate == null && isOfEarlierAttempt(ref)) {
      fate = FrameFate.LOST;
    }
    long at = 0;
    if (fate == null) {
      at = memory.advanceTo(axis(ref));
      if (!memory.isNew(ref.header().witness(), ref.header().seq())) {
        fate = FrameFate.DUPLICATE;
      } else {
        memory.took(ref.header());
        if (!memory.isDue(ref.header().witness(), at, () -> glances.of(buffer.peek(ref.slot())))) {
          fate = FrameFate.SKIPPED;
        }
      }
    }
    PendingRecord pending = new PendingRecord(ref, memory, at, this, future);
    inFlight.put(Position.of(ref), pending);
    if (fate != null && config.batch()) { // on which record it is counted must not hang on speed
      memory.line.submit(pending.decided(fate), memory.isUrgent());
    } else if (fate != null) {
      pending.settle(fate, ref.reason());
    } else {
      memory.line.submit(pending, memory.isUrgent());
    }
  }

  private void control(FrameRef ref, SessionMemory memory, ResultFuture<Signals> future) {
    long at = memory.advanceTo(axis(ref));
    FrameHeader header = ref.header();
    switch (header.kind()) {
      case ENDED -> memory.ending = true;
      case REPORTED -> memory.report(at);
      case CHALLENGE_SHOWN -> memory.watch(at, memory.settings().sampling().challengeDuration());
      case STARTED -> memory.restart();
      case CHALLENGE_ASKED, CHALLENGE_DECLINED, ERASED, FRAME -> {}
    }
    PendingRecord pending = new PendingRecord(ref, memory, at, this, future);
    inFlight.put(Position.of(ref), pending);
    memory.waitingControls++;
    if (header.kind() != RecordKind.ENDED
        && memory.waitingControls > JudgeFrames.MAX_WAITING_CONTROLS) {
      pending.pass(); // out of turn: its place is needed by others
    } else {
      memory.line.submit(pending, memory.isUrgent());
    }
  }

  /** The session is over, and what its device showed is remembered still. */
  private void erased(FrameRef ref, ResultFuture<Signals> future) {
    Signals record =
        Signals.of(ref.header(), axis(ref), Quality.NONE, List.of(), List.of(), FrameCounts.ZERO);
    future.complete(() -> List.of(record));
  }

  /** The session is over: a frame is counted where a session of the same name may report it. */
  private void tooLate(FrameRef ref, @Nullable SessionMemory memory, ResultFuture<Signals> future) {
    SessionKey key = ref.header().key();
    dropBytes(ref);
    future.complete(
        () -> {
          if (ref.isFrame()) {
            settle(ref, FrameFate.AFTER_END);
            if (!sessions.countAfterEnd(key) && memory != null) {
              memory.count(FrameFate.AFTER_END, null);
            }
          }
          return List.of();
        });
  }

  private long axis(FrameRef ref) {
    return config.batch() ? ref.header().capturedAtMillis() : ref.brokerMillis();
  }

  /** The record took too long. */
  void timeout(FrameRef ref) {
    PendingRecord pending = inFlight.get(Position.of(ref));
    if (pending != null) {
      pending.giveUp();
    }
  }

  /** What is seen of a session has a say in how closely it is looked at from now on. */
  void saw(SessionMemory memory, Signals judged) {
    if (!config.batch()) { // there, what is judged must not hang on how far judging has come
      memory.saw(judged);
    }
  }

  /** A frame reached its fate. */
  void settled(PendingRecord pending, FrameFate fate) {
    inFlight.remove(Position.of(pending.ref()), pending);
    settle(pending.ref(), fate);
    if (fate == FrameFate.JUDGED) {
      metrics.judgedAfter(clock.getAsLong() - pending.ref().brokerMillis());
    }
  }

  /** A control record was passed on. */
  void passed(PendingRecord pending, FrameHeader header) {
    inFlight.remove(Position.of(pending.ref()), pending);
    pending.memory().waitingControls--;
    if (header.kind() == RecordKind.ENDED) {
      sessions.end(pending.memory(), clock.getAsLong());
    }
  }

  /** Gives the memory of a frame back that nobody will judge. */
  void dropBytes(FrameRef ref) {
    if (ref.slot() != FrameRef.NO_SLOT && !isOfEarlierAttempt(ref)) {
      buffer.take(ref.slot());
    }
  }

  FrameJudge judge() {
    return runtime.judge();
  }

  FrameBuffer buffer() {
    return buffer;
  }

  SessionLog log() {
    return log;
  }

  List<SessionMark> snapshot() {
    sessions.sweep(clock.getAsLong()); // where no records come, time passes all the same
    return sessions.snapshot(inFlight.values().stream().map(PendingRecord::memory).toList());
  }

  void restore(Iterable<SessionMark> marks) {
    sessions.restore(marks, clock.getAsLong());
  }

  void close() {
    inFlight.values().forEach(pending -> pending.memory().line.close());
    sessions.close();
  }
}
