package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A worker that does not come back from a frame. */
class HangingWorkersTest extends SchedulerHarness {

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
}
