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
import org.junit.jupiter.api.Timeout;

/** A scheduler whose frames write down what becomes of them, and its clock. */
@Timeout(30)
abstract class SchedulerHarness {

  private static final long MAX_WAIT = 5_000;

  final AtomicLong clock = new AtomicLong(1_000);
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  FrameScheduler scheduler = new FrameScheduler(settings(false, 10), clock::get);

  @AfterEach
  void stop() {
    scheduler.close();
  }

  /** A frame of this name is in a worker's hands until it is told to {@link Frame#finish}. */
  final Frame submitRunning(FrameScheduler.Line line, String name) throws InterruptedException {
    Frame frame = new Frame(name);
    frame.hold = new CountDownLatch(1);
    line.submit(frame, false);
    assertThat(frame.begun.await(1, TimeUnit.MINUTES)).isTrue();
    return frame;
  }

  final void restart(FrameScheduler.Settings settings) {
    scheduler.close();
    scheduler = new FrameScheduler(settings, clock::get);
  }

  static FrameScheduler.Settings settings(boolean batch, int capacity) {
    return settings(batch, capacity, 1);
  }

  static FrameScheduler.Settings settings(boolean batch, int capacity, int workers) {
    return new FrameScheduler.Settings(
        batch, workers, capacity, Duration.ofSeconds(2).toMillis(), MAX_WAIT);
  }

  static void awaitIdle(FrameScheduler.Line line) {
    while (line.isBusy()) {
      sleep(1);
    }
  }

  final void awaitLog(int size) {
    while (log.size() < size) {
      sleep(1);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  final class Control implements QueuedRecord {
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

  final class Frame implements QueuedRecord {
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
