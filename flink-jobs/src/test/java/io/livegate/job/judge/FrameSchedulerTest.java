package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.signal.FrameFate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameSchedulerTest {

  private static final long MAX_WAIT = 5_000;

  private final AtomicLong clock = new AtomicLong(1_000);
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private FrameScheduler scheduler = new FrameScheduler(settings(false, 10), clock::get);

  @AfterEach
  void stop() {
    scheduler.close();
  }

  @Test
  void aNewerFrameSupersedesTheOneThatWaits() throws InterruptedException {
    FrameScheduler.Line line = scheduler.openLine();
    Frame running = submitRunning(line, "a0");
    line.submit(new Frame("a1"), false);
    line.submit(new Frame("a2"), false);
    assertThat(log).containsExactly("judge a0", "SUPERSEDED a1");

    running.finish();
    awaitIdle(line);

    assertThat(log).containsExactly("judge a0", "SUPERSEDED a1", "judge a2");
  }

  @Test
  void aWitnessDoesNotSupersedeAnother() throws InterruptedException {
    FrameScheduler.Line line = scheduler.openLine();
    Frame running = submitRunning(line, "a0");
    line.submit(new Frame("sender", 0), false);
    line.submit(new Frame("receiver", 1), false);

    running.finish();
    awaitIdle(line);

    assertThat(log).containsExactly("judge a0", "judge sender", "judge receiver");
  }

  @Test
  void aSessionNeverRunsTwoFramesAtOnce() throws InterruptedException {
    restart(settings(false, 10, 4));
    FrameScheduler.Line line = scheduler.openLine();
    Frame running = submitRunning(line, "a0");
    line.submit(new Frame("a1"), false);

    Thread.sleep(50);
    assertThat(log).containsExactly("judge a0");
    running.finish();
    awaitIdle(line);
    assertThat(log).containsExactly("judge a0", "judge a1");
  }

  @Test
  void aControlRecordPassesBehindTheFramesBeforeIt() throws InterruptedException {
    FrameScheduler.Line line = scheduler.openLine();
    Frame running = submitRunning(line, "a0");
    line.submit(new Frame("a1"), false);
    line.submit(new Control("ended"), false);
    assertThat(log).containsExactly("judge a0");

    running.finish();
    awaitIdle(line);

    assertThat(log).containsExactly("judge a0", "judge a1", "pass ended");
  }

  @Test
  void aControlRecordPassesAtOnceWhenNothingWaits() {
    scheduler.openLine().submit(new Control("started"), false);

    assertThat(log).containsExactly("pass started");
  }

  @Test
  void whenFullTheNewcomerGoesUnlessItIsMoreImportant() throws InterruptedException {
    restart(settings(false, 2));
    Frame running = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("b"), false);
    scheduler.openLine().submit(new Frame("c"), false);

    scheduler.openLine().submit(new Frame("d"), false);
    assertThat(log).containsExactly("judge busy", "FULL d");
    scheduler.openLine().submit(new Frame("urgent"), true);
    assertThat(log).containsExactly("judge busy", "FULL d", "FULL c");
    assertThat(scheduler.waitingFrames()).isEqualTo(2);

    running.finish();
    awaitLog(5);
    assertThat(log.subList(3, 5)).containsExactly("judge urgent", "judge b");
  }

  /** The order that docs/operate.md declares, one after the other. */
  @Test
  void underLoadWhatIsDeclaredToGoFirstGoesFirst() throws InterruptedException {
    restart(settings(false, 8));
    Frame running = submitRunning(scheduler.openLine(), "busy");
    FrameScheduler.Line[] lines = new FrameScheduler.Line[10];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = scheduler.openLine();
    }
    for (int i = 0; i < 4; i++) {
      lines[i].submit(new Frame("watched" + i), false);
    }
    for (int i = 4; i < 8; i++) {
      lines[i].submit(new Frame("urgent" + i), true);
    }
    lines[3].submit(new Control("ended"), false);

    lines[0].submit(new Frame("newer"), false); // first: a newer frame of the same session
    lines[8].submit(new Frame("urgent8"), true); // then: whoever is not urgent and was judged last
    lines[9].submit(new Frame("urgent9"), true);
    FrameScheduler.Line late = scheduler.openLine();
    late.submit(new Frame("late"), true); // a quarter is left to the others: an urgent one goes

    assertThat(log)
        .containsExactly(
            "judge busy",
            "SUPERSEDED watched0",
            "FULL watched3",
            "pass ended", // never dropped, and nothing is before it any more
            "FULL watched2",
            "FULL late");
    running.finish();
  }

  @Test
  void whenFullOfUrgentFramesAnUrgentNewcomerGoes() throws InterruptedException {
    restart(settings(false, 1));
    Frame running = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("u1"), true);
    scheduler.openLine().submit(new Frame("u2"), true);

    assertThat(log).containsExactly("judge busy", "FULL u2");
    running.finish();
  }

  @Test
  void anOldFrameIsDroppedWhenItsTurnComes() throws InterruptedException {
    FrameScheduler.Line line = scheduler.openLine();
    Frame running = submitRunning(scheduler.openLine(), "busy");
    line.submit(new Frame("old"), false);

    clock.addAndGet(2_001);
    running.finish();
    awaitIdle(line);

    assertThat(log).containsExactly("judge busy", "SUPERSEDED old");
  }

  @Test
  void sessionsTakeTurnsHoweverManyFramesOneOfThemSends() throws InterruptedException {
    Frame running = submitRunning(scheduler.openLine(), "busy");
    FrameScheduler.Line loud = scheduler.openLine();
    FrameScheduler.Line quiet = scheduler.openLine();
    loud.submit(new Frame("loud0"), false);
    quiet.submit(new Frame("quiet"), false);
    for (int i = 1; i < 20; i++) {
      loud.submit(new Frame("loud" + i), false);
    }
    log.clear();

    running.finish();
    awaitIdle(quiet);
    awaitIdle(loud);

    // It keeps the turn it had, and gains none.
    assertThat(log).containsExactly("judge loud19", "judge quiet");
  }

  @Test
  void urgentSessionsGoFirstButNobodyStarves() throws InterruptedException {
    Frame running = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("watched"), false);
    for (int i = 0; i < 8; i++) {
      scheduler.openLine().submit(new Frame("gate" + i), true);
    }
    log.clear();

    running.finish();
    awaitLog(9);

    assertThat(log.get(0)).isEqualTo("judge gate0");
    assertThat(log.indexOf("judge watched")).isEqualTo(Turns.URGENT_IN_A_ROW);
  }

  @Test
  void whenFullTheSessionThatWasJudgedLastGivesWay() throws InterruptedException {
    restart(settings(false, 2));
    FrameScheduler.Line[] lines = new FrameScheduler.Line[6];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = scheduler.openLine();
    }
    // All send in the same order each time, and two of six have their turn.
    for (int round = 0; round < 30; round++) {
      Frame running = submitRunning(scheduler.openLine(), "busy");
      for (int i = 0; i < lines.length; i++) {
        lines[i].submit(new Frame("s" + i), false);
      }
      running.finish();
      for (FrameScheduler.Line line : lines) {
        awaitIdle(line);
      }
    }

    for (int i = 0; i < lines.length; i++) {
      assertThat(Collections.frequency(log, "judge s" + i)).as("session %s", i).isEqualTo(10);
    }
  }

  @Test
  void aCrowdAtTheGateLeavesTheOthersTheirShare() throws InterruptedException {
    restart(settings(false, 8));
    FrameScheduler.Line[] watched = new FrameScheduler.Line[4];
    for (int i = 0; i < watched.length; i++) {
      watched[i] = scheduler.openLine();
    }
    for (int round = 0; round < 20; round++) {
      Frame running = submitRunning(scheduler.openLine(), "busy");
      for (int i = 0; i < 50; i++) {
        scheduler.openLine().submit(new Frame("gate"), true);
      }
      for (int i = 0; i < watched.length; i++) {
        watched[i].submit(new Frame("w" + i), false);
      }
      running.finish();
      while (scheduler.waitingFrames() > 0) {
        sleep(1);
      }
    }

    for (int i = 0; i < watched.length; i++) {
      assertThat(Collections.frequency(log, "judge w" + i)).as("session %s", i).isEqualTo(10);
    }
  }

  @Test
  void aSessionThatSendsAHundredTimesAsMuchIsJudgedNoMoreThanOthers() throws InterruptedException {
    restart(settings(false, 10));
    FrameScheduler.Line[] quiet = new FrameScheduler.Line[9];
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] = scheduler.openLine();
    }
    FrameScheduler.Line loud = scheduler.openLine();
    for (int round = 0; round < 20; round++) {
      Frame running = submitRunning(scheduler.openLine(), "busy");
      for (int i = 0; i < 100; i++) {
        loud.submit(new Frame("loud", i % 3), false);
      }
      for (int i = 0; i < quiet.length; i++) {
        quiet[i].submit(new Frame("q" + i), false);
      }
      running.finish();
      while (scheduler.waitingFrames() > 0) {
        sleep(1);
      }
    }

    for (int i = 0; i < quiet.length; i++) {
      assertThat(Collections.frequency(log, "judge q" + i)).as("session %s", i).isEqualTo(20);
    }
    assertThat(Collections.frequency(log, "judge loud")).isLessThanOrEqualTo(60);
  }

  @Test
  void aFrameThatNoWorkerTookInTimeIsDroppedAndItsSessionGoesOn() throws InterruptedException {
    restart(new FrameScheduler.Settings(false, 1, 10, 60_000, 500));
    Frame running = submitRunning(scheduler.openLine(), "busy");
    FrameScheduler.Line line = scheduler.openLine();
    line.submit(new Frame("late"), false);
    line.submit(new Control("report"), false);
    clock.addAndGet(501);
    scheduler.openLine().submit(new Frame("next"), false);
    assertThat(log).containsExactly("judge busy", "FULL late", "pass report");

    running.finish();
    awaitLog(4);
    assertThat(log.get(3)).isEqualTo("judge next");
  }

  @Test
  void aSessionThatIsReportedWhileItWaitsGoesBeforeOthers() throws InterruptedException {
    Frame running = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("first"), false);
    FrameScheduler.Line reported = scheduler.openLine();
    reported.submit(new Frame("second"), false);
    reported.submit(new Control("report"), true);

    running.finish();
    awaitLog(4);

    assertThat(log).containsExactly("judge busy", "judge second", "pass report", "judge first");
  }

  @Test
  void inBatchModeEverythingIsJudgedInOrderHoweverOld() throws InterruptedException {
    restart(settings(true, 1));
    FrameScheduler.Line line = scheduler.openLine();
    Frame running = submitRunning(line, "a0");
    for (int i = 1; i <= 5; i++) {
      line.submit(new Frame("a" + i), false);
    }
    line.submit(new Control("ended"), false);
    clock.addAndGet(1_000_000);

    running.finish();
    awaitIdle(line);

    assertThat(log)
        .containsExactly(
            "judge a0", "judge a1", "judge a2", "judge a3", "judge a4", "judge a5", "pass ended");
  }

  @Test
  void aClosedLineForgetsWhatWaits() throws InterruptedException {
    FrameScheduler.Line line = scheduler.openLine();
    Frame running = submitRunning(line, "a0");
    line.submit(new Frame("a1"), false);

    line.close();
    running.finish();
    awaitIdle(line);

    assertThat(log).containsExactly("judge a0");
    assertThat(scheduler.waitingFrames()).isZero();
  }

  @Test
  void closingWaitsForTheFrameThatIsBeingJudged() throws InterruptedException {
    Frame running = submitRunning(scheduler.openLine(), "a0");
    Thread finisher =
        new Thread(
            () -> {
              sleep(100);
              log.add("finish");
              running.finish();
            });
    finisher.start();

    scheduler.close();
    log.add("closed");

    assertThat(log).containsExactly("judge a0", "finish", "closed");
  }

  @Test
  void aWorkerThatHangsIsReplacedAndItsSessionGoesOn() throws InterruptedException {
    FrameScheduler.Line line = scheduler.openLine();
    Frame hanging = submitRunning(line, "hanging");
    line.submit(new Frame("next"), false);

    line.abandon(hanging, () -> log.add("leave"));
    awaitLog(3);
    assertThat(log).containsExactly("judge hanging", "leave", "judge next");
    assertThat(scheduler.stuckWorkers()).isEqualTo(1);

    line.abandon(hanging, () -> log.add("leave again"));
    hanging.finish();
    while (scheduler.stuckWorkers() > 0) {
      sleep(1);
    }
    Frame busy = submitRunning(scheduler.openLine(), "busy");
    scheduler.openLine().submit(new Frame("waits"), false);
    sleep(50);
    assertThat(log).as("who came back is one too many").endsWith("judge next", "judge busy");
    busy.finish();
    awaitLog(5);
  }

  @Test
  void aFrameThatOnlyWaitsCostsNoWorker() throws InterruptedException {
    FrameScheduler.Line line = scheduler.openLine();
    Frame running = submitRunning(scheduler.openLine(), "busy");
    Frame waiting = new Frame("waiting");
    line.submit(waiting, false);

    line.abandon(waiting, () -> log.add("leave"));
    assertThat(scheduler.stuckWorkers()).isZero();
    running.finish();
    awaitIdle(line);
    assertThat(log).containsExactly("judge busy", "judge waiting");
  }

  @Test
  void onlySoManyWorkersAreReplacedUntilSomeComeBack() throws InterruptedException {
    List<Frame> hanging = new ArrayList<>();
    for (int i = 0; i <= Workers.MOST_STUCK; i++) {
      FrameScheduler.Line line = scheduler.openLine();
      Frame frame = submitRunning(line, "hanging" + i);
      hanging.add(frame);
      line.abandon(frame, () -> {});
    }
    scheduler.openLine().submit(new Frame("waits"), false);
    sleep(50);
    assertThat(log).as("nobody is left").doesNotContain("judge waits");
    assertThat(scheduler.isQuiet()).isFalse();

    hanging.get(0).finish();
    awaitLog(Workers.MOST_STUCK + 2);
    assertThat(log).endsWith("judge waits");
    hanging.forEach(Frame::finish);
    scheduler.close();
    while (!scheduler.isQuiet()) {
      sleep(1);
    }
  }

  private Frame submitRunning(FrameScheduler.Line line, String name) throws InterruptedException {
    Frame frame = new Frame(name);
    frame.hold = new CountDownLatch(1);
    line.submit(frame, false);
    assertThat(frame.begun.await(5, TimeUnit.SECONDS)).isTrue();
    return frame;
  }

  private void restart(FrameScheduler.Settings settings) {
    scheduler.close();
    scheduler = new FrameScheduler(settings, clock::get);
  }

  private static FrameScheduler.Settings settings(boolean batch, int capacity) {
    return settings(batch, capacity, 1);
  }

  private static FrameScheduler.Settings settings(boolean batch, int capacity, int workers) {
    return new FrameScheduler.Settings(
        batch, workers, capacity, Duration.ofSeconds(2).toMillis(), MAX_WAIT);
  }

  private static void awaitIdle(FrameScheduler.Line line) {
    while (line.isBusy()) {
      sleep(1);
    }
  }

  private void awaitLog(int size) {
    while (log.size() < size) {
      sleep(1);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final class Control implements QueuedRecord {
    private final String name;

    Control(String name) {
      this.name = name;
    }

    @Override
    public boolean isFrame() {
      return false;
    }

    @Override
    public int channel() {
      return 0;
    }

    @Override
    public long bornAtMillis() {
      return clock.get();
    }

    @Override
    public void judge() {
      log.add("wrongly judged " + name);
    }

    @Override
    public void pass() {
      log.add("pass " + name);
    }

    @Override
    public void shed(FrameFate fate) {
      log.add(fate + " " + name);
    }
  }

  private final class Frame implements QueuedRecord {
    private final String name;
    private final int channel;
    private final long born = clock.get();
    private final CountDownLatch begun = new CountDownLatch(1);
    private CountDownLatch hold = new CountDownLatch(0);

    Frame(String name) {
      this(name, 0);
    }

    Frame(String name, int channel) {
      this.name = name;
      this.channel = channel;
    }

    void finish() {
      hold.countDown();
    }

    @Override
    public boolean isFrame() {
      return true;
    }

    @Override
    public int channel() {
      return channel;
    }

    @Override
    public long bornAtMillis() {
      return born;
    }

    @Override
    public void judge() {
      log.add("judge " + name);
      begun.countDown();
      try {
        hold.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void pass() {
      log.add("wrongly passed " + name);
    }

    @Override
    public void shed(FrameFate fate) {
      log.add(fate + " " + name);
    }
  }
}
