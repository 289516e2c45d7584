package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.livegate.frame.CaptureTimes;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.metrics.FrameAccount;
import io.livegate.job.metrics.FrameMetrics;
import io.livegate.job.metrics.FrameTally;
import io.livegate.job.receive.FrameBuffer;
import io.livegate.job.receive.FrameBuffers;
import io.livegate.job.receive.FrameRef;
import io.livegate.job.receive.ReadPositions;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A judging task with a mailbox in the test's hands: nothing is counted before it is emptied. */
@Timeout(30)
class JudgingTaskTest {

  private static final String ATTEMPT = "attempt";
  private static final SessionKey KEY = new SessionKey("t", "s");
  private static final PipelineConfig CONFIG =
      PipelineConfigParser.parse(
          "sampling: {gatePerSecond: 10}\nscheduler: {workers: 1, idleSession: 30s}", "test");

  private final AtomicLong clock = new AtomicLong(1_000_000);
  private final Deque<Runnable> mailbox = new ArrayDeque<>();
  private final List<Signals> out = new ArrayList<>();
  private final FrameBuffer buffer = FrameBuffers.acquire(ATTEMPT, 1_000);
  private final CountDownLatch hold = new CountDownLatch(1);
  private volatile boolean holding;
  private volatile int opened;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final JudgeRuntime runtime =
      new JudgeRuntime(
          new HoldingJudge(),
          new FrameScheduler(new FrameScheduler.Settings(false, 1, 100, 2_000, 2_000), clock::get));
  private FrameAccount account = new FrameAccount();
  private final ReadPositions read = new ReadPositions();
  private final List<int[]> told = Collections.synchronizedList(new ArrayList<>());
  private PipelineConfig config = CONFIG;
  private JudgingTask task = newTask();
  private long offset;
  private JudgeSettings inForce = CONFIG.judging();

  @AfterEach
  void stop() {
    assertThat(account.unaccounted()).isZero();
    hold.countDown();
    runtime.scheduler().close();
    FrameBuffers.release(ATTEMPT);
  }

  @Test
  void fatesRideOnTheSessionsNextRecord() {
    accept(frame(0, 0));
    settleAll();
    accept(frame(0, 10)); // the same number
    accept(frame(1, 20)); // too soon
    accept(frame(2, 200));
    settleAll();

    assertThat(out).hasSize(2);
    assertThat(out.get(1).counts()).isEqualTo(new FrameCounts(1, 1, 0, 0, 0, 0, 0, 1, 0, 0));
    assertThat(buffer.heldBytes()).as("nothing is left in the buffer").isZero();
  }

  @Test
  void whatFramesTellOfThoseBeforeThemIsNotLostWithThem() {
    accept(ref(header(0, 0, RecordKind.FRAME), 0));
    settleAll();
    accept(telling(1, 20, 7, 13)); // too soon
    accept(telling(1, 30, 99)); // the same number
    accept(telling(2, 200, 180));
    settleAll();

    assertThat(told).hasSize(2);
    assertThat(told.get(0)).isEmpty();
    assertThat(told.get(1)).containsExactly(7, 13, 180);
  }

  private FrameRef telling(long seq, long afterMillis, Integer... intervals) {
    FrameHeader header = header(seq, afterMillis, RecordKind.FRAME);
    return ref(header.withIntervals(List.of(intervals)), afterMillis);
  }

  @Test
  void aTaskAsksForTheSettingsOfTheSessionsTenant() {
    inForce = settings("sampling: {gatePerSecond: 1}");
    accept(frame(0, 0));
    accept(frame(1, 400));
    inForce = settings("sampling: {gatePerSecond: 10}");
    accept(frame(2, 600));
    settleAll();
    assertThat(out).extracting(Signals::seq).containsExactly(0L, 2L);
  }

  private static JudgeSettings settings(String yaml) {
    return PipelineConfigParser.parse(yaml, "test").judging();
  }

  @Test
  void aFrameOfAnotherAttemptIsLostAndItsSessionGoesOn() {
    account.restore(new FrameTally(1, FrameCounts.ZERO, 0, 0));
    accept(
        new FrameRef(
            header(0, 0, RecordKind.FRAME), now(), 0, 1, 9, "earlier", 7, true, null, null));
    accept(frame(1, 100));
    settleAll();

    assertThat(out).hasSize(1);
    assertThat(out.get(0).counts().lost()).isEqualTo(1);
    assertThat(out.get(0).counts().judged()).isEqualTo(1);
  }

  @Test
  void aCheckpointKeepsWhatNoRecordHasCarriedYet() {
    accept(frame(0, 0));
    settleAll();
    accept(frame(1, 10));
    assertThat(task.snapshot()).as("not counted before it is emitted").isEmpty();
    settleAll();

    List<SessionMark> marks = task.snapshot();
    assertThat(marks).hasSize(1);
    assertThat(marks.get(0).counts().skipped()).isEqualTo(1);

    task = newTask();
    task.restore(marks);
    accept(frame(2, 200));
    settleAll();
    assertThat(out.get(1).counts().skipped()).isEqualTo(1);
    assertThat(task.snapshot()).isEmpty();
  }

  @Test
  void framesAfterTheEndAreCountedForASessionOfTheSameName() {
    accept(control(RecordKind.ENDED, 100));
    accept(frame(0, 200));
    accept(control(RecordKind.ENDED, 300));
    settleAll();
    assertThat(out).as("the end is passed on once").hasSize(1);
    accept(frame(1, 400));
    settleAll();

    List<SessionMark> marks = task.snapshot();
    task = newTask();
    task.restore(marks);
    accept(frame(2, 500));
    settleAll();
    assertThat(out).as("a restart does not bring it back").hasSize(1);

    accept(control(RecordKind.STARTED, 600));
    settleAll();
    assertThat(out.get(0).counts().afterEnd() + out.get(1).counts().afterEnd()).isEqualTo(3);
  }

  @Test
  void aSessionOfTheSameNameMayBeginBeforeTheOldOneIsQuiteOver() {
    acceptAndHold(frame(0, 0));
    accept(control(RecordKind.ENDED, 100));
    accept(control(RecordKind.STARTED, 200));
    accept(frame(0, 300));
    mail();
    assertThat(out).as("the beginning waits for the end before it").isEmpty();
    hold.countDown();
    settleAll();
    accept(frame(1, 400));
    settleAll();

    assertThat(out)
        .extracting(Signals::kind)
        .containsExactly(
            RecordKind.FRAME,
            RecordKind.ENDED,
            RecordKind.STARTED,
            RecordKind.FRAME,
            RecordKind.FRAME);
    assertThat(out.stream().mapToLong(s -> s.counts().received()).sum()).isEqualTo(3);
  }

  @Test
  void anErasureUnderASessionThatIsOverIsPassedOn() {
    accept(control(RecordKind.ENDED, 0));
    settleAll();
    accept(control(RecordKind.ERASED, 100));
    settleAll();

    assertThat(out).extracting(Signals::kind).containsExactly(RecordKind.ENDED, RecordKind.ERASED);
    accept(frame(0, 200));
    settleAll();
    assertThat(out).as("the session is over as before").hasSize(2);
  }

  @Test
  void anErasureUnderASessionThatIsEndingComesAfterItsLastFrame() {
    acceptAndHold(frame(0, 0));
    accept(control(RecordKind.ENDED, 100));
    accept(control(RecordKind.ERASED, 200));
    mail();
    hold.countDown();
    settleAll();

    assertThat(out)
        .extracting(Signals::kind)
        .containsExactly(RecordKind.FRAME, RecordKind.ENDED, RecordKind.ERASED);
  }

  @Test
  void anEndedSessionIsForgottenAfterAWhile() {
    accept(control(RecordKind.ENDED, 0));
    settleAll();
    assertThat(task.snapshot()).hasSize(1);

    clock.addAndGet(160_000);
    accept(frame(0, 160_000));
    settleAll();

    assertThat(out).extracting(Signals::kind).containsExactly(RecordKind.ENDED, RecordKind.FRAME);
    assertThat(task.snapshot()).isEmpty();
  }

  @Test
  void theEndWaitsForTheFrameBeingJudged() {
    acceptAndHold(frame(0, 0));
    accept(control(RecordKind.ENDED, 100));
    mail();
    assertThat(out).isEmpty();

    hold.countDown();
    settleAll();

    assertThat(out).extracting(Signals::kind).containsExactly(RecordKind.FRAME, RecordKind.ENDED);
  }

  @Test
  void aFrameThatTakesTooLongIsCountedOnceAsFailed() {
    FrameRef slow = frame(0, 0);
    FrameRef end = control(RecordKind.ENDED, 100);
    acceptAndHold(slow);
    accept(end);

    task.timeout(slow);
    task.timeout(end);
    hold.countDown();
    settleAll();

    assertThat(out).hasSize(1);
    assertThat(out.get(0).counts()).isEqualTo(new FrameCounts(0, 0, 0, 0, 0, 0, 1, 0, 0, 0));
  }

  @Test
  void afterAFrameThatHangsItsSessionIsJudgedAfresh() {
    FrameRef hanging = frame(0, 0);
    acceptAndHold(hanging);
    task.timeout(hanging);
    holding = false;
    accept(frame(1, 200));
    settleAll();

    assertThat(out).extracting(Signals::seq).containsExactly(1L);
    assertThat(out.get(0).counts()).isEqualTo(new FrameCounts(1, 0, 0, 0, 0, 0, 1, 0, 0, 0));
    assertThat(opened).as("what the one that hangs may still write to is left").isEqualTo(2);
    hold.countDown();
    settleAll();
    assertThat(out).as("its late answer counts for nothing").hasSize(1);
  }

  @Test
  void inMediaTimeAFrameThatIsPassedOverCountsInItsTurnHoweverLongJudgingTakes() {
    config = PipelineConfigParser.parse("time: media\nsampling: {gatePerSecond: 10}", "media");
    task = newTask();
    acceptAndHold(frame(0, 0));
    accept(frame(1, 10)); // too soon
    accept(frame(2, 200));
    mail();
    hold.countDown();
    settleAll();

    assertThat(out).extracting(s -> s.counts().skipped()).containsExactly(0L, 1L);
  }

  @Test
  void aSilentSessionIsForgottenButNotItsAccount() {
    accept(frame(5, 0));
    settleAll();
    accept(frame(5, 10));
    settleAll();
    clock.addAndGet(31_000);
    accept(
        ref(
            new FrameHeader(
                new SessionKey("t", "other"),
                RecordKind.FRAME,
                null,
                null,
                0,
                0,
                Witness.SENDER,
                "image/png"),
            0));
    settleAll();

    accept(frame(5, 40_000)); // its numbers are forgotten: not a duplicate
    settleAll();

    Signals last = out.get(out.size() - 1);
    assertThat(last.session()).isEqualTo("s");
    assertThat(last.counts().duplicate()).isEqualTo(1);
    assertThat(last.counts().judged()).isEqualTo(1);
  }

  /** The names of those who vanish without an end are not to pile up in checkpoints. */
  @Test
  void aSessionThatStaysSilentIsForgottenWithItsAccountAcrossRestartsToo() {
    accept(frame(0, 0));
    settleAll();
    accept(frame(1, 10)); // too soon: no record says so
    settleAll();
    clock.addAndGet(Duration.ofMinutes(40).toMillis());
    List<SessionMark> marks = task.snapshot();
    assertThat(marks).hasSize(1);

    task = newTask();
    task.restore(marks);
    assertThat(task.snapshot()).hasSize(1);
    clock.addAndGet(Duration.ofMinutes(21).toMillis()); // policy.sessionTtl is an hour

    assertThat(task.snapshot()).isEmpty();
  }

  @Test
  void framesAreJudgedCloselyWhileATaskIsOnTheScreen() {
    accept(frame(0, 0));
    settleAll();
    accept(control(RecordKind.CHALLENGE_SHOWN, 20_000));
    for (int i = 1; i <= 30; i++) {
      accept(frame(i, 20_000 + i * 100));
      settleAll();
    }

    assertThat(out.get(1).kind()).isEqualTo(RecordKind.CHALLENGE_SHOWN);
    assertThat(out).hasSizeGreaterThanOrEqualTo(31);
  }

  @Test
  void askingForATaskDoesNotStartTheNumbersAnew() {
    accept(frame(5, 0));
    settleAll();
    accept(control(RecordKind.CHALLENGE_ASKED, 50));
    accept(control(RecordKind.CHALLENGE_DECLINED, 60));
    accept(frame(5, 200));
    accept(frame(6, 300));
    settleAll();

    assertThat(out.get(out.size() - 1).counts().duplicate()).isEqualTo(1);
  }

  @Test
  void timeNeverGoesBack() {
    accept(frame(0, 500));
    settleAll();
    accept(control(RecordKind.REPORTED, 300));
    settleAll();

    assertThat(out.get(1).atMillis()).isEqualTo(out.get(0).atMillis());
  }

  @Test
  void everyRecordIsInTheAccountAndWhatIsMissingBeforeIt() {
    accept(frame(0, 0));
    offset += 5;
    accept(frame(1, 100));
    accept(
        new FrameRef(
            header(0, 100, RecordKind.FRAME),
            now(),
            0,
            offset++,
            3,
            ATTEMPT,
            FrameRef.NO_SLOT,
            false,
            FrameFate.REJECTED,
            ReasonCode.BAD_HEADER));
    assertThat(account.inFlight()).isEqualTo(3);
    settleAll();

    assertThat(account.inFlight()).isZero();
    assertThat(account.snapshot().received()).isEqualTo(3);
    assertThat(account.snapshot().settled().rejected()).isEqualTo(1);
    assertThat(account.snapshot().unaddressed()).isEqualTo(1);
    assertThat(account.snapshot().lostToRetention()).isEqualTo(5);
    assertThat(out).extracting(s -> s.counts().rejected()).containsOnly(0L);
  }

  /** Nobody would ever hear of a session whose end was deleted. */
  @Test
  void inMediaTimeAMissingRecordEndsTheRun() {
    config = CONFIG.withTime(PipelineConfig.TimeAxis.MEDIA);
    task = newTask();
    accept(frame(0, 0));
    settleAll();
    offset += 5;
    FrameRef next = frame(1, 100);

    assertThatIllegalStateException()
        .isThrownBy(() -> accept(next))
        .withMessageContaining("5 records of partition 0 were deleted before offset 6")
        .withMessageContaining("--jobs");
  }

  @Test
  void aFrameInFlightAtTheCheckpointIsReceivedOnceAndLost() {
    FrameRef waiting = frame(0, 0);
    acceptAndHold(waiting);
    FrameTally kept = account.snapshot();
    hold.countDown();
    settleAll();

    account = new FrameAccount();
    account.restore(kept);
    task = newTask();
    accept(
        new FrameRef(
            waiting.header(), now(), 0, waiting.offset(), 9, "earlier", 7, true, null, null));
    assertThat(account.unaccounted()).isZero();
    settleAll();

    assertThat(account.snapshot().received()).isEqualTo(1);
    assertThat(account.snapshot().settled().lost()).isEqualTo(1);
  }

  @Test
  void aFloodOfControlRecordsDoesNotWaitForTheFrameBeforeItButTheEndDoes() {
    acceptAndHold(frame(0, 0));
    for (int i = 0; i < 100; i++) {
      accept(control(RecordKind.REPORTED, 10));
    }
    accept(control(RecordKind.ENDED, 20));
    mail();
    assertThat(out).hasSize(100 - JudgeFrames.MAX_WAITING_CONTROLS);

    hold.countDown();
    settleAll();

    assertThat(out).hasSize(102);
    assertThat(out.get(101).kind()).isEqualTo(RecordKind.ENDED);
  }

  private JudgingTask newTask() {
    return new JudgingTask(
        config,
        runtime,
        tenant -> inForce,
        buffer,
        ATTEMPT,
        account,
        read,
        new FrameMetrics(new UnregisteredMetricsGroup(), account),
        clock::get);
  }

  private void accept(FrameRef ref) {
    task.accept(ref, new Mail());
  }

  /** The frame is in the worker's hands, not waiting where a newer one would take its place. */
  private void acceptAndHold(FrameRef ref) {
    holding = true;
    int before = opened;
    accept(ref);
    while (opened == before) {
      Thread.onSpinWait();
    }
  }

  private long now() {
    return clock.get();
  }

  private FrameRef frame(long seq, long afterMillis) {
    return ref(header(seq, afterMillis, RecordKind.FRAME), afterMillis);
  }

  private FrameRef control(RecordKind kind, long afterMillis) {
    return ref(header(0, afterMillis, kind), afterMillis);
  }

  private FrameRef ref(FrameHeader header, long afterMillis) {
    long slot = header.kind() == RecordKind.FRAME ? buffer.put(new byte[9]) : FrameRef.NO_SLOT;
    return new FrameRef(
        header, 1_000_000 + afterMillis, 0, offset++, 9, ATTEMPT, slot, true, null, null);
  }

  private static FrameHeader header(long seq, long afterMillis, RecordKind kind) {
    return FrameHeader.of(KEY, kind, seq, afterMillis, "image/png");
  }

  /** Lets the worker finish and empties the mailbox until nothing comes any more. */
  private void settleAll() {
    long patience = System.nanoTime() + 120_000_000_000L; // a loaded machine takes its time
    for (int quiet = 0; quiet < 3 || isWaiting(patience); quiet++) {
      if (mail()) {
        quiet = 0;
      }
      try {
        Thread.sleep(15);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** For records that no held judge keeps from being answered. */
  private boolean isWaiting(long until) {
    boolean held = holding && hold.getCount() > 0;
    return !held && unanswered.get() > 0 && System.nanoTime() < until;
  }

  private boolean mail() {
    boolean any = false;
    for (Runnable letter = poll(); letter != null; letter = poll()) {
      letter.run();
      any = true;
    }
    return any;
  }

  private Runnable poll() {
    synchronized (mailbox) {
      return mailbox.poll();
    }
  }

  private final class Mail implements ResultFuture<Signals> {
    private Mail() {
      unanswered.incrementAndGet();
    }

    @Override
    public void complete(Collection<Signals> result) {
      throw new AssertionError("counted outside of the mailbox");
    }

    @Override
    public void completeExceptionally(Throwable error) {
      throw new AssertionError(error);
    }

    @Override
    public void complete(CollectionSupplier<Signals> supplier) {
      synchronized (mailbox) {
        mailbox.add(
            () -> {
              unanswered.decrementAndGet();
              try {
                out.addAll(supplier.get());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
      }
    }
  }

  private final class HoldingJudge implements FrameJudge {
    @Override
    public Session openSession(SessionKey key) {
      opened++;
      return new Session() {
        @Override
        public void took(CaptureTimes captures) {
          told.add(captures.millis());
        }

        @Override
        public Signals judge(EncodedFrame frame, long atMillis) {
          return held(frame, atMillis);
        }
      };
    }

    private Signals held(EncodedFrame frame, long atMillis) {
      if (holding) {
        try {
          hold.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return Signals.of(
          frame.header(), atMillis, Quality.NONE, List.of(), List.of(), FrameCounts.ZERO);
    }

    @Override
    public List<LaneNotice> unavailable() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
