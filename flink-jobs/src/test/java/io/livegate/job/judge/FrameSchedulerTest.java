package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameSchedulerTest extends SchedulerHarness {

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
}
