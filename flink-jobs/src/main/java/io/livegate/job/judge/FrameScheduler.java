package io.livegate.job.judge;

import io.livegate.signal.FrameFate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Decides whose frame is judged next. One per JVM and job; its threads do all judging.
 *
 * <p>A session has at most one frame running. In live mode it also has at most one waiting per
 * witness: a newer frame completes the older at once as {@code SUPERSEDED}, and an old one is
 * dropped when its turn comes. A frame that no worker took within {@code maxWaitMillis} is dropped
 * as {@code FULL}, and so is somebody's when {@code capacity} frames wait. In batch mode everything
 * is judged, first in first out per session; the caller bounds what is in flight. Control records
 * keep their place among their session's frames in both.
 *
 * <p>Urgent sessions are those at the gate and reported ones; {@link Turns} says who is next.
 */
public final class FrameScheduler implements AutoCloseable {

  private static final long STOP_MILLIS = 5_000;

  /** One record of a session. All methods are called once at most, {@code judge} by a worker. */
  public interface Item {
    /** False for a control record: nothing to judge, it only keeps its place. */
    boolean isFrame();

    /** A newer frame supersedes a waiting one of the same channel (witness) only. */
    int channel();

    /** When it entered the system, by the clock the scheduler was given. */
    long bornAtMillis();

    /** Judges the frame; must not throw. */
    void judge();

    /** The control record's turn has come. Called under the scheduler's lock: be brief. */
    void pass();

    /** It will not be judged. Called under the scheduler's lock: be brief. */
    void shed(FrameFate fate);
  }

  /** How the scheduler behaves; see the class comment. */
  public record Settings(
      boolean batch, int workers, int capacity, long maxFrameAgeMillis, long maxWaitMillis) {}

  private record Waiting(Line line, Item item, long sinceMillis) {}

  private final Settings settings;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Turns<Line> turns = new Turns<>();

  /** Frames in the order they came; those that wait no more are skipped at the head. */
  private final Deque<Waiting> byAge = new ArrayDeque<>();

  private final List<Thread> workers = new ArrayList<>();
  private int waitingFrames;
  private boolean closed;

  public FrameScheduler(Settings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    for (int i = 0; i < settings.workers(); i++) {
      Thread thread = new Thread(this::workerLoop, "livegate-judge-" + i);
      thread.setDaemon(true);
      workers.add(thread);
    }
    workers.forEach(Thread::start);
  }

  /** The place of one session. Close it when the session is over. */
  public Line openLine() {
    lock.lock();
    try {
      return new Line();
    } finally {
      lock.unlock();
    }
  }

  /** Frames waiting for a worker, of all sessions. */
  public int waitingFrames() {
    lock.lock();
    try {
      return waitingFrames;
    } finally {
      lock.unlock();
    }
  }

  /** A session's records in their order. */
  public final class Line extends Turns.Place implements AutoCloseable {

    private final Deque<Item> items = new ArrayDeque<>();
    private boolean running;

    private Line() {
      super(turns);
    }

    /**
     * Queues a record behind the session's earlier ones.
     *
     * @param isUrgent whether the session goes before others from now on
     */
    public void submit(Item item, boolean isUrgent) {
      lock.lock();
      try {
        if (closed) {
          throw new IllegalStateException("the scheduler is closed");
        }
        turns.setUrgent(this, isUrgent);
        dropExpired();
        if (item.isFrame() && !admit(this, item)) {
          item.shed(FrameFate.FULL);
          return;
        }
        items.add(item);
        if (item.isFrame()) {
          waitingFrames++;
          if (!settings.batch()) {
            byAge.add(new Waiting(this, item, clock.getAsLong()));
          }
        }
        advance(this);
      } finally {
        lock.unlock();
      }
    }

    /** True while a record waits or runs. */
    public boolean isBusy() {
      lock.lock();
      try {
        return running || !items.isEmpty();
      } finally {
        lock.unlock();
      }
    }

    /** Forgets what waits, without telling anybody: for a task that is being torn down. */
    @Override
    public void close() {
      lock.lock();
      try {
        waitingFrames -= (int) items.stream().filter(Item::isFrame).count();
        items.clear();
        turns.leave(this);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Makes room for one more frame of the line; false if the new frame itself must go. */
  private boolean admit(Line line, Item newer) {
    if (settings.batch()) {
      return true;
    }
    for (Iterator<Item> it = line.items.iterator(); it.hasNext(); ) {
      Item older = it.next();
      if (older.isFrame() && older.channel() == newer.channel()) {
        it.remove();
        waitingFrames--;
        older.shed(FrameFate.SUPERSEDED);
        // The line keeps its place among the others: the newer frame takes the older one's turn.
        return true;
      }
    }
    if (waitingFrames < settings.capacity()) {
      return true;
    }
    Line victim = turns.victim(line, settings.capacity());
    if (victim == null) {
      return false;
    }
    drop(victim, victim.items.getFirst());
    return true;
  }

  private void drop(Line line, Item item) {
    line.items.remove(item);
    waitingFrames--;
    item.shed(FrameFate.FULL);
    advance(line);
  }

  private void dropExpired() {
    long oldest = clock.getAsLong() - settings.maxWaitMillis();
    for (Waiting head = byAge.peekFirst(); head != null; head = byAge.peekFirst()) {
      if (head.line().items.contains(head.item())) {
        if (head.sinceMillis() >= oldest) {
          return;
        }
        drop(head.line(), head.item());
      }
      byAge.removeFirst();
    }
  }

  /** Passes control records whose turn it is; a frame in front makes the line ready. */
  private void advance(Line line) {
    if (line.running) {
      return;
    }
    Item head = line.items.peekFirst();
    while (head != null && !head.isFrame()) {
      line.items.removeFirst();
      head.pass();
      head = line.items.peekFirst();
    }
    if (head == null) {
      turns.leave(line);
    } else if (!line.isWaiting()) {
      turns.join(line);
      work.signal();
    }
  }

  private void workerLoop() {
    lock.lock();
    try {
      while (true) {
        dropExpired();
        Line line = closed ? null : turns.next();
        if (line == null) {
          if (closed) {
            return;
          }
          work.awaitUninterruptibly();
          continue;
        }
        Item item = line.items.removeFirst();
        waitingFrames--;
        if (isStale(item)) {
          item.shed(FrameFate.SUPERSEDED);
          advance(line);
          continue;
        }
        turns.take(line);
        line.running = true;
        lock.unlock();
        try {
          item.judge();
        } finally {
          lock.lock();
          line.running = false;
          advance(line);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isStale(Item item) {
    return !settings.batch()
        && clock.getAsLong() - item.bornAtMillis() > settings.maxFrameAgeMillis();
  }

  /** Stops the workers; what still waits is forgotten. Returns when no judge runs any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    long deadline = System.nanoTime() + STOP_MILLIS * 1_000_000;
    for (Thread worker : workers) {
      try {
        worker.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
