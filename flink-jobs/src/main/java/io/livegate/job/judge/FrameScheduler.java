package io.livegate.job.judge;

import static java.util.Objects.requireNonNull;

import io.livegate.signal.FrameFate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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

  /** How the scheduler behaves; see the class comment. */
  public record Settings(
      boolean batch, int workers, int capacity, long maxFrameAgeMillis, long maxWaitMillis) {}

  private final Settings settings;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Turns<Line> turns = new Turns<>();

  private final WaitingFrames byAge = new WaitingFrames();
  private final Workers workers;
  private int waitingFrames;
  private boolean closed;

  public FrameScheduler(Settings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    this.workers = new Workers(settings.workers(), this::work);
    workers.start();
  }

  /** The place of one session, and of those of its name that follow. Close it when all are over. */
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

  /** Workers that are with a frame that was given up. */
  public int stuckWorkers() {
    return workers.stuck();
  }

  /** A session's records in their order. */
  public final class Line extends Turns.Place implements AutoCloseable {

    private final Deque<QueuedRecord> items = new ArrayDeque<>();
    private @Nullable QueuedRecord running;
    private @Nullable Thread worker;

    private Line() {
      super(turns);
    }

    boolean holds(QueuedRecord item) {
      return items.contains(item);
    }

    /**
     * Queues a record behind the session's earlier ones.
     *
     * @param isUrgent whether the session goes before others from now on
     */
    public void submit(QueuedRecord item, boolean isUrgent) {
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
            byAge.add(this, item, clock.getAsLong());
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
        return running != null || !items.isEmpty();
      } finally {
        lock.unlock();
      }
    }

    /**
     * The record takes too long. If a worker is with it, that one is replaced, and the session's
     * next record need not wait for it.
     *
     * @param leave called before, so that the next record finds nothing that the worker still holds
     */
    void abandon(QueuedRecord item, Runnable leave) {
      lock.lock();
      try {
        Thread hanging = worker;
        if (running == item && hanging != null) {
          leave.run();
          workers.replace(hanging);
          free();
        }
      } finally {
        lock.unlock();
      }
    }

    private void free() {
      running = null;
      worker = null;
      advance(this);
    }

    /** Forgets what waits, without telling anybody: for a task that is being torn down. */
    @Override
    public void close() {
      lock.lock();
      try {
        waitingFrames -= (int) items.stream().filter(QueuedRecord::isFrame).count();
        items.clear();
        turns.leave(this);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Makes room for one more frame of the line; false if the new frame itself must go. */
  private boolean admit(Line line, QueuedRecord newer) {
    if (settings.batch()) {
      return true;
    }
    for (Iterator<QueuedRecord> it = line.items.iterator(); it.hasNext(); ) {
      QueuedRecord older = it.next();
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

  private void drop(Line line, QueuedRecord item) {
    line.items.remove(item);
    waitingFrames--;
    item.shed(FrameFate.FULL);
    advance(line);
  }

  private void dropExpired() {
    long oldest = clock.getAsLong() - settings.maxWaitMillis();
    WaitingFrames.Frame frame = byAge.pollOlderThan(oldest);
    while (frame != null) {
      drop(frame.line(), frame.item());
      frame = byAge.pollOlderThan(oldest);
    }
  }

  /** Passes control records whose turn it is; a frame in front makes the line ready. */
  private void advance(Line line) {
    if (line.running != null) {
      return;
    }
    QueuedRecord head = line.items.peekFirst();
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

  /** Waits for the next frame to be judged; null when there will be none. */
  private @Nullable Line await() {
    while (!closed) {
      dropExpired();
      Line line = turns.next();
      if (line == null) {
        work.awaitUninterruptibly();
        continue;
      }
      QueuedRecord item = line.items.removeFirst();
      waitingFrames--;
      if (isStale(item)) {
        item.shed(FrameFate.SUPERSEDED);
        advance(line);
        continue;
      }
      turns.take(line);
      line.running = item;
      line.worker = Thread.currentThread();
      return line;
    }
    return null;
  }

  private void work() {
    lock.lock();
    try {
      for (Line line = await(); line != null; line = await()) {
        QueuedRecord item = requireNonNull(line.running);
        boolean wasGivenUp;
        lock.unlock();
        try {
          item.judge();
        } finally {
          lock.lock();
          wasGivenUp = line.running != item;
          if (!wasGivenUp) {
            line.free();
          }
        }
        if (wasGivenUp && !workers.comesBack(Thread.currentThread())) {
          return;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isStale(QueuedRecord item) {
    return !settings.batch()
        && clock.getAsLong() - item.bornAtMillis() > settings.maxFrameAgeMillis();
  }

  /**
   * Stops the workers; what still waits is forgotten. Returns when no judge runs any more, or after
   * a few seconds if one hangs.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    workers.join();
  }

  /** Whether it is closed and no thread is inside the judge any more. */
  public boolean isQuiet() {
    return workers.areGone();
  }
}
